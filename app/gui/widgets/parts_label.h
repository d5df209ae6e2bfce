// SPDX-License-Identifier: MIT
#pragma once

#include <QLabel>

namespace cairn::gui {

// A sentence of parts with dots between them ("Saving 38 %  ·  4 GB of 11 GB  ·  about 3 min
// left"), that is never cut: without room it leaves out parts in the middle, at last takes a line
// each for the first and the last, and more where one of them alone is too wide. The tool tip and
// the accessible text keep all of it.
class PartsLabel final : public QLabel
{
    Q_OBJECT
public:
    explicit PartsLabel(QWidget *parent = nullptr);

    // What stands there in a place of this width, px; lines end with '\n'.
    [[nodiscard]] QString textFor(int width) const;
    // Of that, px; wider than the place only for a word alone.
    [[nodiscard]] QSize sizeFor(int width) const;

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;
    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
};

} // namespace cairn::gui
