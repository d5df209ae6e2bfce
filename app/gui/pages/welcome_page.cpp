// SPDX-License-Identifier: MIT
#include "app/gui/pages/welcome_page.h"

#include "app/gui/widgets/build.h"

#include <QBoxLayout>
#include <QCommandLinkButton>

#include <algorithm>

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
    const auto card = [this](const QString &text, const QString &second, Icon icon,
                             const QString &name) {
        auto *link = new QCommandLinkButton(text, second, this);
        link->setObjectName(name);
        link->setIcon(IconSet::icon(icon, IconTone::Accent));
        link->setIconSize({32, 32});
        link->setFixedWidth(std::max(560, link->sizeHint().width())); // with large texts
        link->setAccessibleName(text);
        link->setAccessibleDescription(second);
        return link;
    };
    auto *protect =
        card(tr("Protect my files"), tr("Choose a place, then Cairn saves your files there."),
             Icon::ShieldOk, u"welcome.protect"_s);
    protect->setDefault(true);
    auto *adopt = card(tr("Get files back from an existing backup"),
                       tr("From a drive or a folder. You need its passphrase."), Icon::Restore,
                       u"welcome.adopt"_s);
    auto *moveIn = card(tr("Move in from Duplicati"),
                        tr("Takes over its backups with their settings, and goes on with them."),
                        Icon::Copy, u"welcome.import"_s);
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
    connect(protect, &QCommandLinkButton::clicked, this, &WelcomePage::protectClicked);
    connect(adopt, &QCommandLinkButton::clicked, this, &WelcomePage::adoptClicked);
    connect(moveIn, &QCommandLinkButton::clicked, this, &WelcomePage::importClicked);
}

} // namespace cairn::gui
