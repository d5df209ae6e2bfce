// SPDX-License-Identifier: MIT
#include "app/gui/widgets/message_pane.h"

#include "app/gui/error_presenter.h"
#include "app/gui/widgets/build.h"
#include "app/gui/widgets/icon_label.h"

#include <QBoxLayout>
#include <QClipboard>
#include <QDateTime>
#include <QDir>
#include <QGuiApplication>
#include <QLocale>
#include <QToolButton>

namespace cairn::gui {

using namespace Qt::StringLiterals;

namespace {

// The technical part: when, under which code, what was said there.
QStringList detailsOf(const Trouble &trouble)
{
    QStringList lines;
    if (trouble.time > 0)
        lines << QLocale().toString(QDateTime::fromSecsSinceEpoch(trouble.time),
                                    QLocale::LongFormat);
    if (!trouble.code.empty())
        lines << MessagePane::tr("Code: %1").arg(QString::fromStdString(trouble.code));
    if (!trouble.details.isEmpty())
        lines << trouble.details;
    return lines;
}

} // namespace

MessagePane::MessagePane(const QString &name, QWidget *parent)
    : QWidget(parent)
    , m_name(name)
    , m_title(textLabel({}, "heading", this))
    , m_meaning(textLabel({}, "body", this))
    , m_remedy(textLabel({}, "body", this))
    , m_buttons(new QWidget(this))
    , m_details(new QToolButton(this))
    , m_said(textLabel({}, "small", this))
    , m_copy(button(tr("Copy"), "quiet", name + u".copy"_s, this))
{
    setObjectName(name);
    for (QLabel *label : {m_title, m_meaning, m_remedy, m_said})
        label->setWordWrap(true);
    m_said->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_said->setObjectName(name + u".said"_s);
    m_details->setObjectName(name + u".details"_s);
    m_details->setText(tr("Details"));
    m_details->setProperty("role", u"quiet"_s);
    m_details->setCheckable(true);
    m_copy->setAccessibleName(tr("Copy the details"));
    auto *buttons = new QVBoxLayout(m_buttons);
    buttons->setContentsMargins(0, 0, 0, 0);
    buttons->setSpacing(8);
    auto *head = new QHBoxLayout;
    head->setSpacing(12);
    head->addWidget(new IconLabel(stateIcon(Tone::Warn), 24, this), 0, Qt::AlignTop);
    head->addWidget(m_title, 1);
    auto *foot = new QHBoxLayout;
    foot->addWidget(m_details);
    foot->addStretch(1);
    foot->addWidget(m_copy);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    column->addLayout(head);
    column->addWidget(m_meaning);
    column->addWidget(m_remedy);
    column->addWidget(m_buttons);
    column->addLayout(foot);
    column->addWidget(m_said);
    column->addStretch(1);
    connect(m_details, &QToolButton::toggled, this, &MessagePane::showDetails);
    connect(m_copy, &QPushButton::clicked, this, [this] {
        QGuiApplication::clipboard()->setText(
            maskedHome(detailsOf(m_trouble).join(u'\n'), QDir::homePath()));
    });
    showDetails(false);
}

void MessagePane::setTrouble(const Trouble &trouble)
{
    if (m_isSet && trouble == m_trouble)
        return; // an open detail stays open
    m_isSet = true;
    m_trouble = trouble;
    const ErrorTexts texts = errorTexts(trouble, FrontEnd::Window);
    m_title->setText(texts.title);
    m_meaning->setText(texts.meaning);
    m_remedy->setText(texts.remedy);
    m_said->setText(detailsOf(trouble).join(u'\n'));
    m_details->setChecked(false);
    m_details->setVisible(!m_said->text().isEmpty());
    showButtons(texts.actions);
    setAccessibleName(texts.title);
    setAccessibleDescription(texts.meaning % u' ' % texts.remedy);
}

void MessagePane::showButtons(const std::vector<Remedy> &actions)
{
    while (QLayoutItem *item = m_buttons->layout()->takeAt(0)) {
        item->widget()->hide();
        item->widget()->deleteLater();
        delete item;
    }
    const char *role = "primary";
    for (const Remedy action : actions) {
        QPushButton *made = button(remedyText(action, m_trouble), role,
                                   m_name % u'.' % remedyName(action), m_buttons);
        made->setAccessibleName(m_trouble.backup.isEmpty()
                                    ? made->text()
                                    : tr("%1: %2").arg(m_trouble.backup, made->text()));
        m_buttons->layout()->addWidget(made);
        m_buttons->layout()->setAlignment(made, Qt::AlignLeading);
        connect(made, &QPushButton::clicked, this, [this, action] { Q_EMIT remedyChosen(action); });
        role = "";
    }
    m_buttons->setVisible(!actions.empty());
}

void MessagePane::showDetails(bool shown)
{
    m_said->setVisible(shown);
    m_copy->setVisible(shown);
}

} // namespace cairn::gui
