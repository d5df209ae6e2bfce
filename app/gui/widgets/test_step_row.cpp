// SPDX-License-Identifier: MIT
#include "app/gui/widgets/test_step_row.h"

#include "app/gui/widgets/build.h"

#include <QBoxLayout>

namespace cairn::gui {

using namespace Qt::StringLiterals;

TestStepRow::TestStepRow(const QString &key, QWidget *parent)
    : QWidget(parent)
    , m_key(key)
    , m_sign(new QLabel(this))
    , m_text(textLabel({}, "body", this))
    , m_detail(textLabel({}, "small", this))
    , m_remedy(button(tr("Create it"), "", u"where.create"_s, this))
{
    m_sign->setFixedSize(16, 16);
    m_text->setWordWrap(true);
    m_detail->setWordWrap(true);
    m_detail->setProperty("tone", u"fail"_s);
    auto *row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(m_sign);
    row->addWidget(m_text, 1);
    row->addWidget(m_remedy);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2);
    column->addLayout(row);
    column->addWidget(m_detail);
    connect(m_remedy, &QPushButton::clicked, this, &TestStepRow::createFolderClicked);
}

void TestStepRow::setStep(const TestStep &step)
{
    const bool isPassed = step.state == TestStep::State::Passed;
    const bool isFailed = step.state == TestStep::State::Failed;
    const QString text =
        m_key == "find"_L1     ? (isPassed ? tr("Found") : tr("Finding the folder"))
        : m_key == "write"_L1  ? (isPassed ? tr("Can write") : tr("Writing"))
        : m_key == "read"_L1   ? (isPassed ? tr("Can read back") : tr("Reading back"))
        : m_key == "remove"_L1 ? (isPassed ? tr("Can delete") : tr("Deleting"))
        : m_key == "space"_L1  ? (isPassed ? tr("Room for copies") : tr("Looking for room"))
                               : tr("Not used by another backup");
    const bool isMissing = step.missingFolder;
    m_text->setText(isMissing ? tr("The folder does not exist yet") : text);
    m_sign->setPixmap((isPassed   ? IconSet::icon(Icon::Check, IconTone::Ok)
                       : isFailed ? IconSet::icon(isMissing ? Icon::Info : Icon::Error,
                                                  isMissing ? IconTone::Accent : IconTone::Fail)
                                  : IconSet::icon(Icon::More, IconTone::Muted))
                          .pixmap(16, 16));
    const ErrorTexts failure = errorTexts(step.trouble, FrontEnd::Window);
    const QString said = isFailed ? failure.title % u". "_s % failure.remedy : QString();
    m_detail->setText(isMissing ? QString() : said);
    m_detail->setToolTip(step.detail.isEmpty() ? QString() : tr("Details: %1").arg(step.detail));
    m_detail->setVisible(!m_detail->text().isEmpty());
    m_remedy->setVisible(isMissing);
    setAccessibleName(isPassed   ? tr("%1: passed").arg(text)
                      : isFailed ? tr("%1: failed. %2").arg(text, said)
                                 : tr("%1: running").arg(text));
}

} // namespace cairn::gui
