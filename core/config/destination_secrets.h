// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/secret.h"

#include <functional>
#include <map>
#include <string>
#include <string_view>

namespace cairn {

// Whether the option table calls it one.
[[nodiscard]] bool isSecretOption(std::string_view name);
// One of those that a destination asks for: not the passphrase, not that of a mail server.
[[nodiscard]] bool isDestinationSecret(std::string_view name);

// A URL without the options that `take` wants; it is given each with its value decoded. The
// password before '@' is offered as auth-password and goes in any case.
[[nodiscard]] std::string
strippedUrl(std::string_view url,
            const std::function<bool(const std::string &name, const std::string &value)> &take);

// A URL without the values that can be secret.
[[nodiscard]] std::string withoutSecrets(std::string_view url);
// With those of a destination among `secrets` (by option) as options behind it, as Duplicati has
// them.
[[nodiscard]] std::string withSecrets(std::string_view url,
                                      const std::map<std::string, Secret> &secrets);

} // namespace cairn
