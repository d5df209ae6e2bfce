// SPDX-License-Identifier: MIT
// When the window asks for a passphrase first; kept with how it looks. That holds off who sits down
// at an open desktop, not who can read the files of the account.
#pragma once

namespace cairn::gui {

enum class Guarded : unsigned char { Opening, Restoring };
[[nodiscard]] bool isGuarded(Guarded what);
void setGuarded(Guarded what, bool guarded);

} // namespace cairn::gui
