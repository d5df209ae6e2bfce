// SPDX-License-Identifier: MIT
#pragma once

#include "app/gui/editor/editor_section.h"
#include "app/gui/engine_proxy.h"
#include "app/gui/wizards/room_text.h"

class QLabel;

namespace cairn::gui {

class FilesPage;

// What is saved, what is left out, and which files may go unread.
class FilesSection final : public EditorSection
{
    Q_OBJECT
public:
    FilesSection(EngineProxy &engine, const JobConfig &job, QWidget *parent = nullptr);
    [[nodiscard]] QString title() const override { return tr("Files"); }
    void apply(JobConfig &job) const override;
    [[nodiscard]] QString problem() const override;
    [[nodiscard]] qint64 bytes() const; // of the files; 0 while they are still counted
    void setRoom(const Room &room);

Q_SIGNALS:
    void counted();

private:
    void showNotWarned();
    void editNotWarned();

    FilesPage *m_files;
    std::vector<std::string> m_notWarned;
    QLabel *m_notWarnedText;
};

} // namespace cairn::gui
