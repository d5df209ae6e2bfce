// SPDX-License-Identifier: MIT
#pragma once

#include "core/config/job_import.h"

namespace cairn {

// What becomes of one setting of Duplicati's.
enum class SettingFate : std::uint8_t {
    Own,    // a field of JobConfig holds it; or it says nothing
    Secret, // into the key store
    Script, // to be confirmed
    Option, // one of JobConfig::options
    Idle,   // the same, but without effect here
    Dropped // `why` says the reason; without one it is not worth a word
};
struct SettingVerdict
{
    SettingFate fate = SettingFate::Dropped;
    QString why;
};
[[nodiscard]] SettingVerdict judgeSetting(const std::string &name, const std::string &value);

// What would start programs or lower the guard.
[[nodiscard]] bool isScript(const std::string &name, const std::string &value);

// With the values of names that are known put in; in a regular expression as literals.
[[nodiscard]] std::string expanded(std::string_view text, const ImportPlaces &places,
                                   bool isRegex = false);

} // namespace cairn
