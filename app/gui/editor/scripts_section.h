// SPDX-License-Identifier: MIT
#pragma once

#include "app/gui/editor/editor_section.h"
#include "app/gui/engine_proxy.h"

#include <vector>

class QCheckBox;
class QGridLayout;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;
class QSpinBox;

namespace cairn::gui {

// Programs of the person's own around each run.
class ScriptsSection final : public EditorSection
{
    Q_OBJECT
public:
    ScriptsSection(EngineProxy &engine, const JobConfig &job, QWidget *parent = nullptr);
    ~ScriptsSection() override;
    [[nodiscard]] QString title() const override { return tr("Scripts"); }
    void apply(JobConfig &job) const override;
    // What a name without its folder means depends on who starts the backup.
    [[nodiscard]] QString problem() const override;

private:
    struct Program
    {
        const char *option;
        RunScripts::Event event;
        QLineEdit *edit;
        QPushButton *tryIt;
    };
    void addProgram(const QString &label, const char *option, RunScripts::Event event,
                    const QString &objectName);
    void addMore(const JobConfig &job);
    void addAnswer();
    void tryOut(const Program &program);
    void showAnswer(bool isGood, const QString &answer);
    void enable();

    EngineProxy &m_engine;
    JobConfig m_job;
    std::vector<Program> m_programs;
    QGridLayout *m_grid;
    QLabel *m_answer;         // how it ended
    QPlainTextEdit *m_output; // what it printed
    RequestId m_request = 0;  // 0: none goes on
    QSpinBox *m_timeout;
    QCheckBox *m_arguments;
    QCheckBox *m_secrets;
};

} // namespace cairn::gui
