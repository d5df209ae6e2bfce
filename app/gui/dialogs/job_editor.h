// SPDX-License-Identifier: MIT
#pragma once

#include "app/gui/engine_proxy.h"

#include <QDialog>

class QLabel;
class QPushButton;

namespace cairn::gui {

class DestinationSection;
class FilesSection;
class EditorSection;
class SectionView;

// The settings of a backup that exists. Writes the sections that were changed and leaves the rest
// as it stands then.
class JobEditor final : public QDialog
{
    Q_OBJECT
public:
    // proposed: a schedule that counts once it is saved.
    JobEditor(EngineProxy &engine, const JobView &view, QWidget *parent = nullptr,
              const std::optional<Schedule> &proposed = {});

    enum class Section : quint8 {
        General,
        Destination,
        Files,
        Schedule,
        Keep,
        Limits,
        Notices,
        Scripts,
        Advanced
    };
    void showSection(Section section);
    void reject() override; // asks if something would be lost

private:
    struct Part
    {
        EditorSection *section = nullptr;
        JobConfig atFirst; // what it would have written when it was opened
    };
    void build();
    void add(EditorSection *section);
    void followRoom(FilesSection *files);
    void judge();
    void save();
    void saved(const QString &problem);
    void moving(qint64 copied, qint64 total);
    [[nodiscard]] bool isChanged(const Part &part) const;
    [[nodiscard]] JobConfig edited() const;
    // Why it cannot be saved; of the first section that says so.
    [[nodiscard]] QString problem() const;

    EngineProxy &m_engine;
    const JobConfig m_job; // as it was opened
    SectionView *m_sections;
    QLabel *m_reason;
    DestinationSection *m_destination;
    QPushButton *m_cancel;
    QPushButton *m_save;
    std::vector<Part> m_parts;
    bool m_isSaving = false;
    bool m_isMoving = false; // while it is saved
};

} // namespace cairn::gui
