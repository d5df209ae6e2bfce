// SPDX-License-Identifier: MIT
#include "app/gui/wizards/setup_wizard.h"

#include "app/gui/widgets/build.h"
#include "app/gui/widgets/step_list.h"
#include "app/gui/wizards/files_page.h"
#include "app/gui/wizards/protect_page.h"
#include "app/gui/wizards/where_page.h"
#include "app/gui/wizards/wizard_frame.h"

#include <QAbstractButton>
#include <QDateTime>

#include <algorithm>

namespace cairn::gui {

using namespace Qt::StringLiterals;

SetupWizard::SetupWizard(EngineProxy &engine, Random &random, QWidget *parent)
    : QWizard(parent)
    , m_engine(engine)
    , m_random(random)
    , m_where(new WherePage(engine, WherePage::Purpose::NewBackup, this))
    , m_files(new FilesPage(engine, nullptr, this))
    , m_protect(new ProtectPage(engine, random, this))
    , m_steps(new StepList({tr("Where"), tr("What"), tr("Lock and schedule")}, this))
    , m_id(newJobId(random))
{
    setObjectName(u"setupWizard"_s);
    setWindowTitle(tr("New backup"));
    frameWizard(*this, m_steps, tr("Back up now"));
    setOption(HaveCustomButton1);
    addPage(m_where);
    addPage(m_files);
    addPage(m_protect);
    giveRoom(this);
    m_protect->jobForSheet = [this] { return job(); };
    setButtonText(CustomButton1, tr("Save only"));
    button(NextButton)->setObjectName(u"wizard.next"_s);
    button(FinishButton)->setObjectName(u"protect.start"_s);
    connect(this, &QWizard::customButtonClicked, this, [this] { save(false); });
    connect(this, &QWizard::currentIdChanged, this, [this] {
        m_protect->setSuggestedName(m_files->suggestedName());
        m_files->setDestination(m_where->folder());
        arrangeButtons();
        showResults();
    });
    connect(m_where, &WherePage::resultChanged, this, &SetupWizard::showResults);
    connect(m_where, &WherePage::existingWanted, this, [this](const FoundBackup &backup) {
        QWizard::reject();
        Q_EMIT existingWanted(backup);
    });
    connect(m_files, &FilesPage::resultChanged, this, &SetupWizard::showResults);
    connect(m_protect, &ProtectPage::notedChanged, this, &SetupWizard::arrangeButtons);
    connect(&m_engine, &EngineProxy::jobSaved, this,
            [this](const QString &saved, const QString &problem) {
                if (!m_isSaving || saved.toStdString() != m_id)
                    return;
                m_isSaving = false;
                if (problem.isEmpty()) {
                    if (m_protect->wantsAutostart())
                        m_engine.setAutostart(true);
                    return QWizard::accept();
                }
                tell(tr("Not saved"), problem, this);
            });
    arrangeButtons();
}

void SetupWizard::arrangeButtons()
{
    const bool isLast = currentPage() == m_protect;
    button(CustomButton1)->setVisible(isLast);
    button(CustomButton1)->setEnabled(m_protect->isComplete());
    if (!isLast)
        return;
    QAbstractButton *start = button(FinishButton);
    start->setEnabled(m_protect->isNoted());
    start->setToolTip(
        m_protect->isNoted() ? QString() : tr("Write the passphrase down or save the sheet first"));
}

void SetupWizard::showResults()
{
    m_steps->setResult(0, m_where->resultText());
    m_steps->setResult(1, m_files->resultText());
}

JobConfig SetupWizard::job() const
{
    JobConfig job;
    job.id = m_id;
    job.createdAt = QDateTime::currentSecsSinceEpoch();
    m_where->apply(job);
    m_files->apply(job);
    m_protect->apply(job);
    // Two backups of one name could not be told apart.
    const QString name = job.name;
    const auto isTaken = [&](const QString &wanted) {
        return std::ranges::any_of(m_engine.state().jobs, [&wanted](const JobView &view) {
            return view.job.name.compare(wanted, Qt::CaseInsensitive) == 0;
        });
    };
    for (int i = 2; isTaken(job.name); ++i)
        job.name = tr("%1 %2", "name, number").arg(name).arg(i);
    return job;
}

void SetupWizard::save(bool runNow)
{
    if (m_isSaving)
        return;
    m_isSaving = true;
    m_engine.saveJob(job(), m_protect->passphrase(), runNow);
}

void SetupWizard::accept()
{
    save(true);
}

void SetupWizard::reject()
{
    if (currentId() == startId() && !m_where->isTyped())
        return QWizard::reject();
    askToDiscard(tr("New backup"), tr("Go on setting up"), this, [this] { QWizard::reject(); });
}

} // namespace cairn::gui
