// SPDX-License-Identifier: MIT
#pragma once

#include "app/gui/editor/editor_section.h"
#include "app/gui/editor/keep_text.h"
#include "app/gui/engine_proxy.h"

#include <QTimer>

class QComboBox;
class QLabel;
class QSpinBox;
class QStackedWidget;

namespace cairn::gui {

class KeepPreview;
class KeepRows;
class KeepSpanEdit;

// Which versions stay: what a rule says, and what it would do to the versions there are.
class KeepSection final : public EditorSection
{
    Q_OBJECT
public:
    KeepSection(EngineProxy &engine, const JobConfig &job, QWidget *parent = nullptr);
    [[nodiscard]] QString title() const override { return tr("Keep"); }
    void apply(JobConfig &job) const override;
    [[nodiscard]] QString problem() const override;

protected:
    void showEvent(QShowEvent *event) override; // the preview waits for somebody who looks

private:
    void build();
    void buildChoices();
    void show(const Keep &keep);
    void choose();
    void edited();
    void showPreview(const KeepAnswer &answer);
    [[nodiscard]] KeepPreset preset() const;
    [[nodiscard]] Keep keep() const;

    EngineProxy &m_engine;
    const JobConfig m_job;
    QComboBox *m_preset;
    QStackedWidget *m_values;
    QSpinBox *m_count;
    KeepSpanEdit *m_span;
    KeepRows *m_rows;
    QLabel *m_sentence;
    QLabel *m_result;
    KeepPreview *m_preview;
    QTimer m_wait; // after the last change
    RequestId m_question = 0;
};

} // namespace cairn::gui
