// SPDX-License-Identifier: MIT
#include "app/gui/widgets/verdict_banner.h"

#include "app/gui/widgets/build.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace cairn::gui {

using namespace Qt::StringLiterals;

VerdictBanner::VerdictBanner(QWidget *parent)
    : QFrame(parent)
    , m_icon(new QLabel(this))
    , m_title(textLabel({}, "title", this))
    , m_body(textLabel({}, "body", this))
    , m_action(new QPushButton(this))
{
    setObjectName(u"overview.verdict"_s);
    setProperty("banner", true);
    m_body->setWordWrap(true);
    m_title->setWordWrap(true);
    m_action->setProperty("role", u"primary"_s);
    m_action->setObjectName(u"overview.verdict.action"_s);
    auto *texts = new QVBoxLayout;
    texts->setSpacing(4);
    texts->addWidget(m_title);
    texts->addWidget(m_body);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(20, 16, 20, 16);
    row->setSpacing(16);
    row->addWidget(m_icon, 0, Qt::AlignTop);
    row->addLayout(texts, 1);
    row->addWidget(m_action, 0, Qt::AlignVCenter);
    connect(m_action, &QPushButton::clicked, this, [this] { Q_EMIT actionClicked(m_verdict); });
}

void VerdictBanner::setVerdict(const Verdict &verdict)
{
    const bool isNews = verdict.title != m_verdict.title;
    m_verdict = verdict;
    setTone(this, verdict.tone);
    m_icon->setPixmap(stateIcon(verdict.tone).pixmap(40, 40));
    m_title->setText(verdict.title);
    m_body->setText(verdict.body);
    m_body->setVisible(!verdict.body.isEmpty());
    m_action->setText(verdict.actionText);
    m_action->setVisible(verdict.action != Verdict::Action::None);
    setNameOf(this, verdict.title);
    setDescriptionOf(this, verdict.body);
    if (isNews) {
        QAccessibleEvent event(this, QAccessible::Alert);
        QAccessible::updateAccessibility(&event);
    }
}

} // namespace cairn::gui
