// SPDX-License-Identifier: MIT
#include "app/gui/dialogs/sheet_dialog.h"

#include "app/gui/sheet_output.h"
#include "app/gui/widgets/build.h"

#include <QBoxLayout>
#include <QSysInfo>

namespace cairn::gui {

using namespace Qt::StringLiterals;

SheetDialog::SheetDialog(EngineProxy &engine, const JobConfig &job, QWidget *parent)
    : QDialog(parent)
    , m_engine(engine)
    , m_sheet{job, {}, QSysInfo::machineHostName()}
    , m_text(textLabel({}, "body", this))
    , m_waiting(new ProgressStrip(this))
    , m_save(button(tr("Save as PDF…"), "primary", u"sheet.save"_s, this))
    , m_print(button(tr("Print…"), "", u"sheet.print"_s, this))
{
    setObjectName(u"sheetDialog"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Recovery sheet"));
    resize(560, 280);
    build();
    connect(&m_engine, &EngineProxy::passphraseRead, this,
            [this](RequestId id, const Secret &passphrase, const QString &problem) {
                if (id == m_question)
                    ready(passphrase, problem);
            });
    if (job.encrypted)
        m_question = m_engine.readPassphrase(job);
    else
        ready({}, {});
}

void SheetDialog::build()
{
    m_text->setObjectName(u"sheet.text"_s);
    m_text->setText(tr("Asking the key store for the passphrase…"));
    m_text->setWordWrap(true);
    m_waiting->setUnknown();
    m_waiting->setAccessibleName(m_text->text());
    m_save->setEnabled(false);
    m_print->setEnabled(false);
    QPushButton *close = button(tr("Close"), "", u"sheet.close"_s, this);
    connect(close, &QPushButton::clicked, this, &QDialog::reject);
    const auto done = [this](bool isOut, const QString &text) {
        m_text->setText(text);
        if (isOut)
            noted();
    };
    connect(m_save, &QPushButton::clicked, this,
            [this, done] { saveSheet(m_engine, this, m_sheet, done); });
    connect(m_print, &QPushButton::clicked, this,
            [this, done] { printSheet(m_engine, this, m_sheet, done); });
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addStretch();
    for (QPushButton *each : {close, m_print, m_save})
        buttons->addWidget(each);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(24, 24, 24, 16);
    column->setSpacing(16);
    QLabel *title = textLabel(tr("Recovery sheet of “%1”").arg(m_sheet.job.name), "title", this);
    title->setWordWrap(true);
    column->addWidget(title);
    column->addWidget(m_text);
    column->addWidget(m_waiting);
    column->addStretch();
    column->addLayout(buttons);
}

void SheetDialog::ready(const Secret &passphrase, const QString &problem)
{
    m_waiting->hide();
    const bool isKnown = problem.isEmpty() && (!m_sheet.job.encrypted || !passphrase.empty());
    m_sheet.passphrase = QString::fromStdString(passphrase.reveal());
    m_save->setEnabled(isKnown);
    m_print->setEnabled(isKnown);
    m_text->setText(
        !problem.isEmpty() ? problem
        : !isKnown ? tr("The passphrase is not kept on this computer. Look for an older sheet.")
        : m_sheet.job.encrypted
            ? tr("One page with the passphrase, the destination and how to get the files back. "
                 "Keep it away from the computer: whoever has it can read the backup.")
            : tr("One page with the destination and how to get the files back. This backup is not "
                 "locked: there is no passphrase on it."));
    if (isKnown)
        m_save->setFocus();
}

// A sheet is out there: the settings know from now on.
void SheetDialog::noted()
{
    const JobView *view = m_engine.job(m_sheet.job.id);
    if (!view || view->job.sheetSaved)
        return;
    JobConfig job = view->job;
    job.sheetSaved = true;
    m_engine.changeJob(job);
}

} // namespace cairn::gui
