// SPDX-License-Identifier: MIT
#include "app/gui/editor/files_section.h"

#include "app/gui/wizards/files_page.h"

#include <QBoxLayout>

namespace cairn::gui {

FilesSection::FilesSection(EngineProxy &engine, const JobConfig &job, QWidget *parent)
    : EditorSection(parent)
    , m_files(new FilesPage(engine, &job, this))
{
    m_files->layout()->setContentsMargins(0, 0, 0, 0);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_files);
    connect(m_files, &FilesPage::completeChanged, this, &EditorSection::changed);
}

void FilesSection::apply(JobConfig &job) const
{
    m_files->apply(job);
}

QString FilesSection::problem() const
{
    return m_files->isComplete() ? QString() : tr("Tick at least one folder to save.");
}

} // namespace cairn::gui
