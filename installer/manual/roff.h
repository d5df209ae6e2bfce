// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

namespace cairn::cli {

// Text as man(7) reads it: nothing in it is a request, and hyphens can be copied to a shell.
[[nodiscard]] QString roff(const QString &text);
// A paragraph of it, in lines.
[[nodiscard]] QString roffLines(const QString &text);

} // namespace cairn::cli
