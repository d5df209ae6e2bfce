// SPDX-License-Identifier: MIT
#include "app/gui/widgets/link_card.h"

#include "app/gui/style/app_style.h"

#include <QEvent>

#include <algorithm>

namespace cairn::gui {

namespace {

constexpr int kLeastWidth = 560;
constexpr int kMostWidth = 640; // the smallest window has that beside its icons

} // namespace

LinkCard::LinkCard(const QString &text, const QString &more, Icon icon, const QString &objectName,
                   QWidget *parent)
    : QCommandLinkButton(text, more, parent)
{
    setObjectName(objectName);
    setIcon(IconSet::icon(icon, IconTone::Accent));
    setIconSize({32, 32});
    setAccessibleName(text);
    setAccessibleDescription(more);
}

QSize LinkCard::sizeHint() const
{
    return AppStyle::commandLinkSize(*this, std::max(kLeastWidth, minimumWidth()), kMostWidth);
}

bool LinkCard::event(QEvent *event)
{
    const bool isOther = event->type() == QEvent::Polish || event->type() == QEvent::FontChange ||
                         event->type() == QEvent::StyleChange;
    const bool isTaken = QCommandLinkButton::event(event);
    if (isOther)
        fitAll();
    return isTaken;
}

void LinkCard::fitAll()
{
    const auto cards =
        parentWidget()->findChildren<LinkCard *>(QString(), Qt::FindDirectChildrenOnly);
    int width = kLeastWidth;
    for (const LinkCard *card : cards)
        width = std::max(width, AppStyle::commandLinkSize(*card, kLeastWidth, kMostWidth).width());
    for (LinkCard *card : cards)
        card->setFixedSize(AppStyle::commandLinkSize(*card, width, width));
}

} // namespace cairn::gui
