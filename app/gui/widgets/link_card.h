// SPDX-License-Identifier: MIT
#pragma once

#include "app/gui/style/icon_set.h"

#include <QCommandLinkButton>

namespace cairn::gui {

// A choice as a card: what it does, and a line that says more. Cards beside each other are as wide
// as the widest of them; what is still too long for that is parted into lines.
class LinkCard final : public QCommandLinkButton
{
    Q_OBJECT
public:
    LinkCard(const QString &text, const QString &more, Icon icon, const QString &objectName,
             QWidget *parent);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    bool event(QEvent *event) override;

private:
    void fitAll();
};

} // namespace cairn::gui
