// SPDX-License-Identifier: MIT
#pragma once

#include <QLabel>

namespace cairn::gui {

// One line that loses its middle when there is no room; tooltip and accessible text keep the whole.
class ElidedLabel final : public QLabel
{
    Q_OBJECT

public:
    explicit ElidedLabel(const QString &text, QWidget *parent = nullptr);
    explicit ElidedLabel(QWidget *parent = nullptr);

    // Paths, hosts and patterns read from left to right in every language.
    void setLeftToRight(bool leftToRight);
    bool isElided() const;

    QSize minimumSizeHint() const override;

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    QString shownText() const;

    bool m_leftToRight = false;
};

} // namespace cairn::gui
