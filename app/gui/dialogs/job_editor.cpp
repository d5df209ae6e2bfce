// SPDX-License-Identifier: MIT
#include "app/gui/dialogs/job_editor.h"

#include "app/gui/editor/advanced_section.h"
#include "app/gui/editor/destination_section.h"
#include "app/gui/editor/files_section.h"
#include "app/gui/editor/general_section.h"
#include "app/gui/editor/keep_section.h"
#include "app/gui/widgets/build.h"
#include "app/shared/error_text.h"

#include <QBoxLayout>
#include <QListWidget>
#include <QMessageBox>
#include <QStackedWidget>

#include <algorithm>

namespace cairn::gui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kListWidth = 176;

} // namespace

JobEditor::JobEditor(EngineProxy &engine, const JobView &view, QWidget *parent)
    : QDialog(parent)
    , m_engine(engine)
    , m_job(view.job)
    , m_list(new QListWidget(this))
    , m_pages(new QStackedWidget(this))
    , m_reason(textLabel({}, "small", this))
    , m_save(button(tr("Save"), "primary", u"editor.save"_s, this))
{
    setObjectName(u"jobEditor"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Edit %1").arg(view.job.name));
    resize(960, 640);
    build();
    add(new GeneralSection(engine, m_job, this));
    add(new DestinationSection(engine, view, this));
    add(new FilesSection(engine, m_job, this));
    add(new KeepSection(engine, m_job, this));
    add(new AdvancedSection(m_job, view.stored.versions > 0, this));
    m_list->setCurrentRow(0);
    connect(m_list, &QListWidget::currentRowChanged, m_pages, &QStackedWidget::setCurrentIndex);
    connect(m_save, &QPushButton::clicked, this, &JobEditor::save);
    connect(&m_engine, &EngineProxy::jobSaved, this,
            [this](const QString &job, const QString &problem) {
                if (m_isSaving && job.toStdString() == m_job.id)
                    saved(problem);
            });
    judge();
}

void JobEditor::build()
{
    m_list->setObjectName(u"editor.sections"_s);
    m_list->setAccessibleName(tr("Sections"));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setFixedWidth(kListWidth);
    m_list->setSpacing(2);
    m_list->viewport()->setBackgroundRole(QPalette::AlternateBase);
    auto *side = new QWidget(this);
    side->setAutoFillBackground(true);
    side->setBackgroundRole(QPalette::AlternateBase);
    auto *sideColumn = new QVBoxLayout(side);
    sideColumn->setContentsMargins(0, 16, 0, 16);
    sideColumn->addWidget(m_list);
    m_reason->setObjectName(u"editor.reason"_s);
    m_reason->setWordWrap(true);
    QPushButton *cancel = button(tr("Cancel"), "", u"editor.cancel"_s, this);
    connect(cancel, &QPushButton::clicked, this, &JobEditor::reject);
    m_save->setDefault(true);
    auto *buttons = new QHBoxLayout;
    buttons->setContentsMargins(24, 0, 24, 16);
    buttons->setSpacing(8);
    buttons->addWidget(m_reason, 1);
    buttons->addWidget(cancel);
    buttons->addWidget(m_save);
    auto *main = new QVBoxLayout;
    main->setSpacing(12);
    main->addWidget(m_pages, 1);
    main->addLayout(buttons);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(side);
    row->addLayout(main, 1);
}

void JobEditor::add(EditorSection *section)
{
    auto *page = new QWidget(this);
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(24, 24, 24, 8);
    column->setSpacing(16);
    column->addWidget(textLabel(section->title(), "title", page));
    column->addWidget(section, 1);
    m_pages->addWidget(scrolling(page, this));
    m_list->addItem(section->title());
    Part part{section, m_job};
    section->apply(part.atFirst);
    m_parts.push_back(std::move(part));
    connect(section, &EditorSection::changed, this, &JobEditor::judge);
}

bool JobEditor::isChanged(const Part &part) const
{
    JobConfig now = m_job;
    part.section->apply(now);
    return now != part.atFirst;
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
    const auto checked = checkJobConfig(edited());
    return checked ? QString() : errorText(checked.error());
}

void JobEditor::judge()
{
    bool isAnyChanged = false;
    for (std::size_t i = 0; i < m_parts.size(); ++i) {
        const Part &part = m_parts[i];
        const bool changed = isChanged(part);
        isAnyChanged = isAnyChanged || changed;
        QListWidgetItem *item = m_list->item(int(i));
        const QString title = part.section->title();
        item->setText(changed ? tr("%1 •", "a section that was changed").arg(title) : title);
        item->setData(Qt::AccessibleTextRole, changed ? tr("%1, changed").arg(title) : title);
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
    const bool isElsewhere = job.destination != m_job.destination || job.drive != m_job.drive;
    m_reason->setText(isElsewhere ? tr("Saving… The new place is looked at.") : tr("Saving…"));
    m_save->setEnabled(false);
    m_engine.changeJob(job);
}

void JobEditor::saved(const QString &problem)
{
    m_isSaving = false;
    if (problem.isEmpty())
        return accept();
    judge();
    m_reason->setText(problem);
    setStyleProperty(m_reason, "tone", toneName(Tone::Fail));
}

void JobEditor::reject()
{
    if (m_isSaving)
        return;
    if (std::ranges::none_of(m_parts, [this](const Part &part) { return isChanged(part); }))
        return QDialog::reject();
    auto *box = new QMessageBox(QMessageBox::NoIcon, tr("Edit backup"),
                                tr("Discard what you have changed?"), QMessageBox::NoButton, this);
    box->setObjectName(u"discardDialog"_s);
    box->setAttribute(Qt::WA_DeleteOnClose);
    QPushButton *back = box->addButton(tr("Go on editing"), QMessageBox::RejectRole);
    QPushButton *discard = box->addButton(tr("Discard"), QMessageBox::DestructiveRole);
    discard->setProperty("role", u"danger"_s);
    box->setDefaultButton(back);
    connect(box, &QMessageBox::buttonClicked, this, [this, discard](QAbstractButton *clicked) {
        if (clicked == discard)
            QDialog::reject();
    });
    box->open();
}

} // namespace cairn::gui
