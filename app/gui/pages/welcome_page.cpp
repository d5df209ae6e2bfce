// SPDX-License-Identifier: MIT
#include "app/gui/pages/welcome_page.h"

#include "app/gui/widgets/build.h"
#include "app/gui/widgets/link_card.h"

#include <QBoxLayout>

namespace cairn::gui {

using namespace Qt::StringLiterals;

WelcomePage::WelcomePage(QWidget *parent)
    : QWidget(parent)
{
    auto *mark = new QLabel(this);
    mark->setPixmap(IconSet::mark().pixmap(64, 64));
    mark->setAlignment(Qt::AlignCenter);
    QLabel *title = textLabel(tr("Keep your files safe"), "display", this);
    title->setAlignment(Qt::AlignCenter);
    auto *protect = new LinkCard(tr("Protect my files"),
                                 tr("Choose a place, then Cairn saves your files there."),
                                 Icon::ShieldOk, u"welcome.protect"_s, this);
    protect->setDefault(true);
    auto *adopt = new LinkCard(tr("Get files back from an existing backup"),
                               tr("From a drive or a folder. You need its passphrase."),
                               Icon::Restore, u"welcome.adopt"_s, this);
    auto *moveIn = new LinkCard(tr("Move in from Duplicati"),
                                tr("Takes over its backups with their settings, and goes on with "
                                   "them."),
                                Icon::Copy, u"welcome.import"_s, this);
    auto *column = new QVBoxLayout(this);
    column->addStretch(2);
    column->addWidget(mark);
    column->addSpacing(16);
    column->addWidget(title);
    column->addSpacing(24);
    column->addWidget(protect, 0, Qt::AlignCenter);
    column->addSpacing(12);
    column->addWidget(adopt, 0, Qt::AlignCenter);
    column->addSpacing(12);
    column->addWidget(moveIn, 0, Qt::AlignCenter);
    column->addStretch(3);
    setFocusProxy(protect);
    connect(protect, &LinkCard::clicked, this, &WelcomePage::protectClicked);
    connect(adopt, &LinkCard::clicked, this, &WelcomePage::adoptClicked);
    connect(moveIn, &LinkCard::clicked, this, &WelcomePage::importClicked);
}

} // namespace cairn::gui
