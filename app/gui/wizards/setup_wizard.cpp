// SPDX-License-Identifier: MIT
#include "app/gui/wizards/setup_wizard.h"

#include "app/gui/texts.h"
#include "app/gui/widgets/build.h"
#include "app/gui/widgets/step_list.h"
#include "app/gui/wizards/files_page.h"
#include "app/gui/wizards/protect_page.h"
#include "app/gui/wizards/where_page.h"
#include "app/gui/wizards/wizard_frame.h"
#include "core/config/destination_place.h"

#include <QAbstractButton>
#include <QDateTime>

#include <algorithm>

namespace cairn::gui {

using namespace Qt::StringLiterals;

SetupWizard::SetupWizard(EngineProxy &engine, Random &random, QWidget *parent,
                         const std::optional<JobView> &original)
    : QWizard(parent)
    , m_engine(engine)
    , m_random(random)
    , m_original(original)
    , m_where(new WherePage(engine, WherePage::Purpose::NewBackup, this))
    , m_files(original ? nullptr : new FilesPage(engine, nullptr, this))
    , m_protect(new ProtectPage(engine, random, this))
    , m_steps(new StepList(original ? QStringList{tr("Where"), tr("Lock")}
                                    : QStringList{tr("Where"), tr("What"), tr("Lock and schedule")},
                           this))
    , m_id(newJobId(random))
{
    setObjectName(u"setupWizard"_s);
    setWindowTitle(original ? tr("Duplicate %1").arg(original->job.name) : tr("New backup"));
    frameWizard(*this, m_steps, tr("Back up now"));
    setOption(HaveCustomButton1);
    addPage(m_where);
    if (m_files)
        addPage(m_files);
    else
        m_protect->setOriginal(original->job);
    addPage(m_protect);
    giveRoom(this);
    m_protect->jobForSheet = [this] { return job(); };
    setButtonText(CustomButton1, tr("Save only"));
    button(NextButton)->setObjectName(u"wizard.next"_s);
    button(FinishButton)->setObjectName(u"protect.start"_s);
    connect(this, &QWizard::customButtonClicked, this, [this] { save(false); });
    connect(this, &QWizard::currentIdChanged, this, [this] {
        m_protect->setPlace(m_where->folder());
        if (m_files) {
            m_protect->setSuggestedName(m_files->suggestedName());
            m_files->setDestination(m_where->folder());
        }
        arrangeButtons();
        showResults();
    });
    connect(m_where, &WherePage::resultChanged, this, &SetupWizard::showResults);
    connect(m_where, &WherePage::existingWanted, this, [this](const FoundBackup &backup) {
        QWizard::reject();
        Q_EMIT existingWanted(backup);
    });
    if (m_files)
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
    const qint64 bytes = m_files ? m_files->bytes() : m_original->stored.bytes;
    m_where->setWanted(bytes);
    if (m_files) {
        m_steps->setResult(1, m_files->resultText());
        m_files->setRoom({m_where->freeBytes()});
    }
    m_protect->showEstimate(bytes, m_where->facts().bytesPerSecond);
}

// What of the other backup is not about its place and its secrets.
JobConfig SetupWizard::copied() const
{
    JobConfig job = m_original->job;
    job.destination.clear();
    job.drive.reset();
    job.options.erase("dbpath"); // two that share one would ruin it
    job.options.erase("prefix");
    job.unattended = false; // its passphrase is not where a service finds it
    return job;
}

JobConfig SetupWizard::job() const
{
    JobConfig job = m_original ? copied() : JobConfig();
    job.id = m_id;
    job.createdAt = QDateTime::currentSecsSinceEpoch();
    m_where->apply(job);
    if (m_files)
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
    const JobConfig wanted = job();
    const auto folder = wanted.drive ? std::nullopt : localFolderOf(wanted.destination);
    if (folder && placeToSources(*folder, wanted.sources) >= PlaceToSources::Same) {
        tell(tr("Not saved"), swallowedText(*folder), this);
        return;
    }
    m_isSaving = true;
    m_engine.saveJob(wanted, m_protect->passphrase(), runNow);
}

void SetupWizard::accept()
{
    save(true);
}

void SetupWizard::reject()
{
    if (!m_where->isTyped() && !(m_files && m_files->isTouched()) && !m_protect->isTyped())
        return QWizard::reject();
    askToDiscard(tr("New backup"), tr("Go on setting up"), this, [this] { QWizard::reject(); });
}

} // namespace cairn::gui
