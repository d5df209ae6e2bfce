// SPDX-License-Identifier: MIT
#pragma once

#include <QStringList>

class QWidget;

namespace cairn::test {

// What is wrong with a window as it is shown; each of these a line for every fault.

// Labels and buttons whose text does not fit into them.
[[nodiscard]] QStringList clippedTexts(const QWidget &window);
// Texts that did not go through the translation; `data` is what comes from the person.
[[nodiscard]] QStringList foreignTexts(const QWidget &window, const QStringList &data);
// What can be used and has no name that a screen reader could say.
[[nodiscard]] QStringList namelessParts(QWidget &window);
// What can be used, but not reached by the Tab key; and whether that comes round.
[[nodiscard]] QStringList unreachableByTab(QWidget &window);

} // namespace cairn::test
