// SPDX-License-Identifier: MIT
#pragma once

#include "app/gui/agent_service.h"
#include "app/gui/editor/editor_section.h"

#include <array>
#include <memory>

class QCheckBox;
class QComboBox;
class QLabel;
class QPushButton;
class QSpinBox;
class QTimeEdit;
class QToolButton;

namespace cairn::gui {

class TimesEdit;

// When a backup runs by itself and what it waits for, as one sentence with blanks, and what comes
// of it.
class ScheduleSection final : public EditorSection
{
    Q_OBJECT
public:
    explicit ScheduleSection(const JobConfig &job, QWidget *parent = nullptr);
    [[nodiscard]] QString title() const override { return tr("Schedule"); }
    void apply(JobConfig &job) const override;
    [[nodiscard]] QString problem() const override;

private:
    using Unit = ScheduleRule::Unit;
    void makeChoices();
    void makeWeekdays();
    void build();
    void askService();
    void showService(AgentService::State state);
    [[nodiscard]] QWidget *row(std::initializer_list<QWidget *> parts);
    void show(const Schedule &schedule);
    void listen();
    void edited();
    [[nodiscard]] Unit unit() const;
    [[nodiscard]] Schedule schedule() const;

    const JobConfig m_job;
    Schedule m_atFirst; // as the form says what it was given
    QComboBox *m_unit;
    QSpinBox *m_interval;
    QWidget *m_weekdays;
    std::array<QToolButton *, 7> m_days{};
    QComboBox *m_monthKind; // by day, or which of the weekdays
    QSpinBox *m_monthDay;
    QComboBox *m_monthWeekday;
    TimesEdit *m_times;
    QCheckBox *m_onlyBetween;
    QTimeEdit *m_from;
    QTimeEdit *m_to;
    QCheckBox *m_onConnect;
    QCheckBox *m_onBattery;
    QSpinBox *m_leastBattery;
    QCheckBox *m_notOnMetered;
    QCheckBox *m_unattended;
    QPushButton *m_setUp;
    QLabel *m_serviceState;
    std::unique_ptr<AgentService> m_service; // none: it was not asked about yet
    QLabel *m_every;
    QWidget *m_monthRow = nullptr;
    QWidget *m_timesRow = nullptr;
    QWidget *m_hoursRow = nullptr;
    QLabel *m_sentence;
    QLabel *m_next;
};

} // namespace cairn::gui
