// SPDX-License-Identifier: MIT
#include "app/gui/wizards/import_wizard.h"

#include "app/gui/widgets/build.h"
#include "app/gui/widgets/step_list.h"
#include "app/gui/wizards/import_jobs_page.h"
#include "app/gui/wizards/import_source_page.h"
#include "app/gui/wizards/wizard_frame.h"

#include <QAbstractButton>

#include <algorithm>

namespace cairn::gui {

using namespace Qt::StringLiterals;

ImportWizard::ImportWizard(EngineProxy &engine, QWidget *parent)
    : QWizard(parent)
    , m_engine(engine)
    , m_source(new ImportSourcePage(engine, this))
    , m_jobs(new ImportJobsPage(this))
    , m_steps(new StepList({tr("From where"), tr("What")}, this))
{
    setObjectName(u"importWizard"_s);
    setWindowTitle(tr("Move in from Duplicati"));
    frameWizard(*this, m_steps, tr("Take over"));
    addPage(m_source);
    addPage(m_jobs);
    giveRoom(this);
    button(NextButton)->setObjectName(u"import.next"_s);
    button(FinishButton)->setObjectName(u"import.take"_s);
    connect(m_source, &ImportSourcePage::changed, this, [this] { m_isRead = false; });
    connect(&m_engine, &EngineProxy::importRead, this, &ImportWizard::read);
    connect(&m_engine, &EngineProxy::takenIn, this, [this](int count, const QString &problem) {
        if (!m_isBusy || currentPage() != m_jobs)
            return;
        setBusy(false);
        if (problem.isEmpty())
            return QWizard::accept();
        m_jobs->showProblem(
            count > 0 ? tr("%n backup(s) were taken over. %1", nullptr, count).arg(problem)
                      : problem);
    });
}

// The file is read in another thread; the page turns when it has been.
bool ImportWizard::validateCurrentPage()
{
    if (currentPage() != m_source || m_isRead)
        return !m_isBusy;
    if (!m_isBusy) {
        setBusy(true);
        m_reading = m_engine.readImport(m_source->file(), m_source->password());
    }
    return false;
}

void ImportWizard::read(RequestId id, const ImportReading &reading)
{
    if (id != m_reading || !m_isBusy)
        return;
    setBusy(false);
    if (!reading.problem.isEmpty())
        return m_source->showProblem(reading.problem, reading.wantsPassword);
    if (reading.jobs.empty())
        return m_source->showProblem(tr("No backup is set up there."), false);
    m_isRead = true;
    m_jobs->setJobs(reading.jobs);
    next();
}

void ImportWizard::setBusy(bool busy)
{
    m_isBusy = busy;
    m_source->setEnabled(!busy);
    m_jobs->setEnabled(!busy);
    button(BackButton)->setEnabled(!busy);
    for (const WizardButton which : {NextButton, FinishButton})
        button(which)->setEnabled(!busy && currentPage()->isComplete());
}

void ImportWizard::accept()
{
    if (m_isBusy)
        return;
    setBusy(true);
    m_engine.takeIn(m_jobs->chosen());
}

void ImportWizard::reject()
{
    if (!m_isBusy || currentPage() == m_source)
        QWizard::reject();
}

} // namespace cairn::gui
