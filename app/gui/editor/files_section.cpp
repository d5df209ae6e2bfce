// SPDX-License-Identifier: MIT
#include "app/gui/editor/files_section.h"

#include "app/gui/dialogs/not_warned_dialog.h"
#include "app/gui/widgets/build.h"
#include "app/gui/wizards/files_page.h"

#include <QBoxLayout>

namespace cairn::gui {

using namespace Qt::StringLiterals;

FilesSection::FilesSection(EngineProxy &engine, const JobConfig &job, QWidget *parent)
    : EditorSection(parent)
    , m_files(new FilesPage(engine, &job, this))
    , m_notWarned(job.notWarned)
    , m_notWarnedText(textLabel({}, "body", this))
{
    m_files->layout()->setContentsMargins(0, 0, 0, 0);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_files);
    connect(m_files, &FilesPage::completeChanged, this, &EditorSection::changed);
    connect(m_files, &FilesPage::resultChanged, this, &FilesSection::counted);
    QPushButton *edit = button(tr("Show…"), "", u"files.notWarned"_s, this);
    edit->setAccessibleName(tr("Show files without a warning…"));
    connect(edit, &QPushButton::clicked, this, &FilesSection::editNotWarned);
    m_notWarnedText->setWordWrap(true);
    auto *row = new QHBoxLayout;
    row->addWidget(m_notWarnedText, 1);
    row->addWidget(edit);
    column->addLayout(row);
    showNotWarned();
    for (QWidget *part : {static_cast<QWidget *>(m_notWarnedText), static_cast<QWidget *>(edit)})
        part->setVisible(!m_notWarned.empty());
}

void FilesSection::showNotWarned()
{
    m_notWarnedText->setText(m_notWarned.empty()
                                 ? tr("You are warned about every file that cannot be read.")
                                 : tr("You are not warned about %n file(s) that cannot be read.",
                                      nullptr, int(m_notWarned.size())));
}

void FilesSection::editNotWarned()
{
    auto *dialog = new NotWarnedDialog(m_notWarned, this);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        m_notWarned = dialog->paths();
        showNotWarned();
        Q_EMIT changed();
    });
    dialog->open();
}

qint64 FilesSection::bytes() const
{
    return m_files->bytes();
}

void FilesSection::setRoom(const Room &room)
{
    m_files->setRoom(room);
}

void FilesSection::apply(JobConfig &job) const
{
    m_files->apply(job);
    job.notWarned = m_notWarned;
}

QString FilesSection::problem() const
{
    return m_files->isComplete() ? QString() : tr("Tick at least one folder to save.");
}

} // namespace cairn::gui
