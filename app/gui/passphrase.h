// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/clock.h"

#include <QString>
#include <QStringList>

namespace cairn::gui {

inline constexpr int kGeneratedWords = 6; // of 7,776: 77 bits

// Words out of the list in the program's resources, joined by hyphens. Random without a bias.
[[nodiscard]] QString generatePassphrase(Random &random, int words = kGeneratedWords);
[[nodiscard]] QStringList wordList();

// By how many guesses a passphrase takes (zxcvbn).
enum class Strength : quint8 { VeryWeak, Weak, Fair, Strong, VeryStrong };
[[nodiscard]] Strength strengthOf(const QString &passphrase);
[[nodiscard]] QString strengthText(Strength strength);

} // namespace cairn::gui
