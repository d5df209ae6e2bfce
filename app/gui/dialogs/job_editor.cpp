// SPDX-License-Identifier: MIT
#include "app/gui/dialogs/job_editor.h"

#include "app/gui/editor/advanced_section.h"
#include "app/gui/editor/destination_section.h"
#include "app/gui/editor/files_section.h"
#include "app/gui/editor/general_section.h"
#include "app/gui/editor/keep_section.h"
#include "app/gui/editor/limits_section.h"
#include "app/gui/editor/notices_section.h"
#include "app/gui/editor/schedule_section.h"
#include "app/gui/editor/scripts_section.h"
#include "app/gui/widgets/build.h"
#include "app/gui/widgets/section_view.h"
#include "app/shared/error_table.h"
#include "core/config/destination_place.h"
#include "core/config/job_checks.h"

#include <QBoxLayout>

#include <algorithm>

namespace cairn::gui {

using namespace Qt::StringLiterals;

JobEditor::JobEditor(EngineProxy &engine, const JobView &view, QWidget *parent,
                     const std::optional<Schedule> &proposed)
    : QDialog(parent)
    , m_engine(engine)
    , m_job(view.job)
    , m_sections(new SectionView(u"editor.sections"_s, this))
    , m_reason(textLabel({}, "small", this))
    , m_destination(new DestinationSection(engine, view, this))
    , m_cancel(button(tr("Cancel"), "", u"editor.cancel"_s, this))
    , m_save(button(tr("Save"), "primary", u"editor.save"_s, this))
{
    setObjectName(u"jobEditor"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Edit %1").arg(view.job.name));
    giveRoom(this);
    build();
    add(new GeneralSection(engine, m_job, this));
    add(m_destination);
    auto *files = new FilesSection(engine, m_job, this);
    add(files);
    followRoom(files);
    JobConfig scheduled = m_job;
    scheduled.schedule = proposed.value_or(m_job.schedule);
    add(new ScheduleSection(scheduled, this));
    m_parts.back().atFirst = m_job;
    add(new KeepSection(engine, m_job, this));
    add(new LimitsSection(m_job, this));
    add(new NoticesSection(engine, m_job, this));
    add(new ScriptsSection(engine, m_job, this));
    add(new AdvancedSection(m_job, view.stored.versions > 0, this));
    connect(m_save, &QPushButton::clicked, this, &JobEditor::save);
    connect(&m_engine, &EngineProxy::jobSaved, this,
            [this](const QString &job, const QString &problem) {
                if (m_isSaving && job.toStdString() == m_job.id)
                    saved(problem);
            });
    connect(&m_engine, &EngineProxy::jobMoving, this,
            [this](const QString &job, qint64 copied, qint64 total) {
                if (m_isMoving && job.toStdString() == m_job.id)
                    moving(copied, total);
            });
    judge();
}

void JobEditor::showSection(Section section)
{
    m_sections->choose(int(section));
}

void JobEditor::build()
{
    m_reason->setObjectName(u"editor.reason"_s);
    m_reason->setWordWrap(true);
    connect(m_cancel, &QPushButton::clicked, this, &JobEditor::reject);
    m_save->setDefault(true);
    auto *foot = new QHBoxLayout;
    foot->setSpacing(8);
    foot->addWidget(m_reason, 1);
    foot->addWidget(m_cancel);
    foot->addWidget(m_save);
    m_sections->setFoot(foot);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_sections);
}

void JobEditor::add(EditorSection *section)
{
    m_sections->add(section->title(), section);
    Part part{section, m_job};
    section->apply(part.atFirst);
    m_parts.push_back(std::move(part));
    connect(section, &EditorSection::changed, this, &JobEditor::judge);
}

// Whether the files find room at the destination is for both to say.
void JobEditor::followRoom(FilesSection *files)
{
    const auto tell = [this, files] {
        m_destination->setWanted(files->bytes());
        files->setRoom(m_destination->room());
    };
    connect(files, &FilesSection::counted, this, tell);
    connect(m_destination, &EditorSection::changed, this, tell);
    tell();
}

bool JobEditor::isChanged(const Part &part) const
{
    JobConfig now = m_job;
    part.section->apply(now);
    return now != part.atFirst || !part.section->secrets().options.empty();
}

// On top of what the settings say now: a run may have noted something meanwhile.
JobConfig JobEditor::edited() const
{
    const JobView *view = m_engine.job(m_job.id);
    JobConfig job = view ? view->job : m_job;
    for (const Part &part : m_parts)
        if (isChanged(part))
            part.section->apply(job);
    return job;
}

QString JobEditor::problem() const
{
    for (const Part &part : m_parts) {
        const QString wrong = part.section->problem();
        if (!wrong.isEmpty())
            return tr("%1: %2", "section, problem").arg(part.section->title(), wrong);
    }
    const JobConfig job = edited();
    if (const auto checked = checkJobConfig(job); !checked)
        return windowText(checked.error());
    if (const auto checked = checkKeepTime(job.keep); !checked && job.keep != m_job.keep)
        return windowText(checked.error());
    const auto folder = job.drive ? std::nullopt : localFolderOf(job.destination);
    return folder && placeToSources(*folder, job.sources) >= PlaceToSources::Same
               ? swallowedText(*folder)
               : QString();
}

void JobEditor::judge()
{
    bool isAnyChanged = false;
    for (std::size_t i = 0; i < m_parts.size(); ++i) {
        const bool changed = isChanged(m_parts[i]);
        isAnyChanged = isAnyChanged || changed;
        m_sections->setMarked(int(i), changed);
    }
    const QString wrong = problem();
    m_save->setEnabled(isAnyChanged && wrong.isEmpty() && !m_isSaving);
    if (m_isSaving)
        return;
    m_reason->setText(!wrong.isEmpty() ? wrong
                      : isAnyChanged   ? QString()
                                       : tr("Nothing is changed."));
    setStyleProperty(m_reason, "tone", wrong.isEmpty() ? QString() : toneName(Tone::Fail));
    m_save->setToolTip(m_reason->text());
}

void JobEditor::save()
{
    const JobConfig job = edited();
    m_isSaving = true;
    const bool isElsewhere = !isSamePlace(job, m_job);
    m_reason->setText(isElsewhere ? tr("Saving… The new place is looked at.") : tr("Saving…"));
    m_save->setEnabled(false);
    for (const Part &part : m_parts)
        if (const JobSecrets typed = part.section->secrets(); !typed.options.empty())
            m_engine.rememberSecrets(job, typed);
    m_isMoving = isElsewhere && m_destination->movesStored();
    if (!m_isMoving)
        return m_engine.changeJob(job);
    m_cancel->setText(tr("Stop copying"));
    m_engine.moveJob(job);
}

void JobEditor::moving(qint64 copied, qint64 total)
{
    m_reason->setText(
        total > 0 ? tr("Copying to the new place: %1 of %2").arg(sizeText(copied), sizeText(total))
                  : tr("Saving… The new place is looked at."));
}

void JobEditor::saved(const QString &problem)
{
    m_isSaving = m_isMoving = false;
    m_cancel->setText(tr("Cancel"));
    m_cancel->setEnabled(true);
    if (problem.isEmpty())
        return accept();
    judge();
    m_reason->setText(problem);
    setStyleProperty(m_reason, "tone", toneName(Tone::Fail));
}

void JobEditor::reject()
{
    if (m_isMoving) {
        m_cancel->setEnabled(false);
        m_engine.stopMove();
    }
    if (m_isSaving)
        return;
    if (std::ranges::none_of(m_parts, [this](const Part &part) { return isChanged(part); }))
        return QDialog::reject();
    askToDiscard(tr("Edit backup"), tr("Go on editing"), this, [this] { QDialog::reject(); });
}

} // namespace cairn::gui
