// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace cairn {

// The form of a name that searching compares: no case, no marks, compatibility forms taken apart
// ("Übung" and "ubung", "ﬁle" and "file", "Straße" and "strasse" are the same). UTF-8; what is not
// UTF-8 is taken as people see it (FilePath::display). The same in every locale.
[[nodiscard]] std::string foldedText(std::string_view bytes);

} // namespace cairn
