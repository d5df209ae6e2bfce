// SPDX-License-Identifier: MIT
#include "app/gui/editor/schedule_section.h"

#include "app/gui/editor/times_edit.h"
#include "app/gui/schedule_text.h"
#include "app/gui/widgets/build.h"
#include "app/shared/error_table.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QComboBox>
#include <QDateTime>
#include <QLocale>
#include <QPushButton>
#include <QSpinBox>
#include <QTimeEdit>
#include <QToolButton>

#include <algorithm>

namespace cairn::gui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kByDay = 0; // of the month, in the combo box of its weekdays
constexpr int kShortestMinutes = 5;

QLabel *word(const QString &text, QWidget *parent)
{
    return new QLabel(text, parent);
}

} // namespace

ScheduleSection::ScheduleSection(const JobConfig &job, QWidget *parent)
    : EditorSection(parent)
    , m_job(job)
    , m_unit(new QComboBox(this))
    , m_interval(new QSpinBox(this))
    , m_weekdays(new QWidget(this))
    , m_monthKind(new QComboBox(this))
    , m_monthDay(new QSpinBox(this))
    , m_monthWeekday(new QComboBox(this))
    , m_times(new TimesEdit(u"schedule.time"_s, this))
    , m_onlyBetween(new QCheckBox(tr("Only between"), this))
    , m_from(new QTimeEdit(QTime(8, 0), this))
    , m_to(new QTimeEdit(QTime(18, 0), this))
    , m_onConnect(new QCheckBox(tr("When its drive is connected"), this))
    , m_onBattery(new QCheckBox(tr("On battery, only with at least"), this))
    , m_leastBattery(new QSpinBox(this))
    , m_notOnMetered(new QCheckBox(tr("Not on a network that charges for what is sent"), this))
    , m_unattended(new QCheckBox(tr("Run also when nobody is logged in"), this))
    , m_setUp(button(tr("Set up the service"), "", u"schedule.setUpService"_s, this))
    , m_serviceState(textLabel({}, "small", this))
    , m_every(word(tr("every"), this))
    , m_sentence(textLabel({}, "heading", this))
    , m_next(textLabel({}, "body", this))
{
    makeChoices();
    makeWeekdays();
    build();
    show(job.schedule);
    m_unattended->setChecked(job.unattended);
    m_atFirst = schedule();
    listen();
    edited();
    askService();
}

void ScheduleSection::makeChoices()
{
    const auto name = [](QWidget *widget, const QString &object, const QString &accessible) {
        widget->setObjectName(object);
        widget->setAccessibleName(accessible);
    };
    name(m_unit, u"schedule.unit"_s, tr("How often it runs"));
    m_unit->addItem(tr("only by hand"), int(Unit::ByHand));
    m_unit->addItem(tr("minutes"), int(Unit::Minutes));
    m_unit->addItem(tr("hours"), int(Unit::Hours));
    m_unit->addItem(tr("days"), int(Unit::Days));
    m_unit->addItem(tr("weeks"), int(Unit::Weeks));
    m_unit->addItem(tr("months"), int(Unit::Months));
    name(m_interval, u"schedule.interval"_s, tr("Number of minutes, hours, days, weeks or months"));
    m_interval->setRange(1, 999);
    name(m_monthKind, u"schedule.monthKind"_s, tr("Which day of the month"));
    m_monthKind->addItem(tr("day"), kByDay);
    for (const int nth : {1, 2, 3, 4, 5, ScheduleRule::kLast})
        m_monthKind->addItem(ordinalText(nth), nth);
    name(m_monthDay, u"schedule.monthDay"_s, tr("Day of the month"));
    m_monthDay->setRange(1, 31);
    name(m_monthWeekday, u"schedule.monthWeekday"_s, tr("Day of the week"));
    for (int day = 1; day <= 7; ++day)
        m_monthWeekday->addItem(QLocale().standaloneDayName(day), 1 << (day - 1));
    m_onlyBetween->setObjectName(u"schedule.onlyBetween"_s);
    name(m_from, u"schedule.from"_s, tr("Earliest time of day"));
    name(m_to, u"schedule.to"_s, tr("Latest time of day"));
    for (QTimeEdit *edit : {m_from, m_to})
        edit->setDisplayFormat(u"HH:mm"_s);
    m_onConnect->setObjectName(u"schedule.onConnect"_s);
    m_onConnect->setVisible(m_job.drive.has_value());
    m_onBattery->setObjectName(u"schedule.onBattery"_s);
    name(m_leastBattery, u"schedule.leastBattery"_s, tr("Least charge of the battery"));
    m_leastBattery->setRange(1, 100);
    m_leastBattery->setSuffix(tr(" %", "percent, behind a number"));
    m_notOnMetered->setObjectName(u"schedule.notOnMetered"_s);
    m_unattended->setObjectName(u"schedule.unattended"_s);
}

void ScheduleSection::makeWeekdays()
{
    auto *line = new QHBoxLayout(m_weekdays);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(4);
    line->addWidget(word(tr("on"), m_weekdays));
    const int first = QLocale().firstDayOfWeek();
    for (int i = 0; i < 7; ++i) {
        const int day = (first - 1 + i) % 7 + 1;
        auto *button = new QToolButton(m_weekdays);
        button->setObjectName(u"schedule.day.%1"_s.arg(day));
        button->setCheckable(true);
        button->setText(QLocale().standaloneDayName(day, QLocale::ShortFormat));
        button->setAccessibleName(QLocale().standaloneDayName(day));
        line->addWidget(button);
        m_days[std::size_t(day - 1)] = button;
    }
    line->addStretch();
}

QWidget *ScheduleSection::row(std::initializer_list<QWidget *> parts)
{
    auto *holder = new QWidget(this);
    auto *line = new QHBoxLayout(holder);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(8);
    for (QWidget *part : parts)
        line->addWidget(part);
    line->addStretch();
    return holder;
}

void ScheduleSection::build()
{
    m_sentence->setObjectName(u"schedule.sentence"_s);
    m_sentence->setWordWrap(true);
    m_next->setObjectName(u"schedule.next"_s);
    m_next->setWordWrap(true);
    m_monthRow = row({word(tr("on the"), this), m_monthKind, m_monthDay, m_monthWeekday});
    m_timesRow = row({word(tr("at"), this), m_times});
    m_hoursRow = row({m_onlyBetween, m_from, word(tr("and"), this), m_to});
    QLabel *note = textLabel(tr("Runs that were missed are made up once, two minutes after the "
                                "computer has started or woken."),
                             "small", this);
    QLabel *meaning = textLabel(tr("Keeps the secrets of this backup in a sealed file of this "
                                   "account too, since the key store is locked then."),
                                "small", this);
    m_serviceState->setObjectName(u"schedule.service"_s);
    m_setUp->hide();
    m_serviceState->hide();
    for (QLabel *label : {note, meaning, m_serviceState})
        label->setWordWrap(true);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    column->addWidget(row({word(tr("Runs"), this), m_every, m_interval, m_unit}));
    column->addWidget(m_weekdays);
    column->addWidget(m_monthRow);
    column->addWidget(m_timesRow);
    column->addWidget(m_hoursRow);
    column->addWidget(m_onConnect);
    column->addSpacing(8);
    column->addWidget(m_sentence);
    column->addWidget(m_next);
    column->addWidget(note);
    column->addSpacing(16);
    column->addWidget(textLabel(tr("Waits"), "heading", this));
    column->addWidget(row({m_onBattery, m_leastBattery}));
    column->addWidget(m_notOnMetered);
    column->addSpacing(16);
    column->addWidget(m_unattended);
    column->addWidget(meaning);
    column->addWidget(m_serviceState);
    column->addWidget(m_setUp, 0, Qt::AlignLeading);
    column->addStretch();
}

void ScheduleSection::show(const Schedule &schedule)
{
    const ScheduleRule &rule = schedule.rule;
    m_unit->setCurrentIndex(m_unit->findData(int(rule.unit)));
    m_interval->setValue(rule.interval);
    for (std::size_t day = 0; day < m_days.size(); ++day)
        m_days[day]->setChecked((rule.weekdays >> day) & 1);
    m_monthKind->setCurrentIndex(std::max(0, m_monthKind->findData(rule.nth)));
    m_monthDay->setValue(rule.monthDay > 0       ? rule.monthDay
                         : rule.anchor.isValid() ? rule.anchor.day()
                                                 : 1);
    m_monthWeekday->setCurrentIndex(std::max(0, m_monthWeekday->findData(int(rule.weekdays))));
    m_times->setTimes(rule.unit == Unit::ByHand ? std::vector{QTime(19, 0)} : rule.times);
    m_onlyBetween->setChecked(rule.from.isValid() && rule.to.isValid());
    if (m_onlyBetween->isChecked()) {
        m_from->setTime(rule.from);
        m_to->setTime(rule.to);
    }
    m_onConnect->setChecked(schedule.onConnect);
    m_onBattery->setChecked(schedule.leastBattery > 0);
    m_leastBattery->setValue(schedule.leastBattery > 0 ? schedule.leastBattery : 40);
    m_notOnMetered->setChecked(schedule.notOnMetered);
}

void ScheduleSection::listen()
{
    for (QComboBox *box : {m_unit, m_monthKind, m_monthWeekday})
        connect(box, &QComboBox::currentIndexChanged, this, &ScheduleSection::edited);
    for (QSpinBox *box : {m_interval, m_monthDay, m_leastBattery})
        connect(box, &QSpinBox::valueChanged, this, &ScheduleSection::edited);
    for (QTimeEdit *edit : {m_from, m_to})
        connect(edit, &QTimeEdit::timeChanged, this, &ScheduleSection::edited);
    for (QCheckBox *box : {m_onlyBetween, m_onConnect, m_onBattery, m_notOnMetered, m_unattended})
        connect(box, &QCheckBox::toggled, this, &ScheduleSection::edited);
    connect(m_unattended, &QCheckBox::toggled, this, &ScheduleSection::askService);
    for (QToolButton *day : m_days)
        connect(day, &QToolButton::toggled, this, &ScheduleSection::edited);
    connect(m_times, &TimesEdit::changed, this, &ScheduleSection::edited);
}

// Without it a backup that may run with nobody logged in does not.
void ScheduleSection::askService()
{
    if (!m_unattended->isChecked()) {
        m_setUp->hide();
        m_serviceState->hide();
        return;
    }
    if (!m_service) {
        m_service = std::make_unique<AgentService>(QDBusConnection::sessionBus(),
                                                   QDBusConnection::systemBus());
        connect(m_service.get(), &AgentService::known, this, &ScheduleSection::showService);
        connect(m_service.get(), &AgentService::failed, this,
                [this](const QString &why) { m_serviceState->setProperty("failure", why); });
        connect(m_setUp, &QPushButton::clicked, this, [this] {
            m_serviceState->setProperty("failure", QString());
            m_setUp->setEnabled(false);
            m_service->turnOn();
        });
    }
    m_service->ask();
}

void ScheduleSection::showService(AgentService::State state)
{
    const QString failure = m_serviceState->property("failure").toString();
    m_setUp->setEnabled(true);
    m_setUp->setVisible(m_unattended->isChecked() && state != AgentService::State::On &&
                        (state != AgentService::State::Absent || !failure.isEmpty()));
    m_serviceState->setVisible(m_unattended->isChecked());
    const bool isHalf = state == AgentService::State::WhileLoggedIn;
    setStyleProperty(m_serviceState, "tone",
                     isHalf              ? toneName(Tone::Warn)
                     : failure.isEmpty() ? QString()
                                         : toneName(Tone::Fail));
    if (isHalf && failure.isEmpty())
        m_serviceState->setText(tr("The service is set up, but ends when you log out."));
    else if (isHalf)
        m_serviceState->setText(
            tr("The service is set up, but ends when you log out: the system does not let it go on "
               "(%1). An administrator allows it with “loginctl enable-linger” and your user name.")
                .arg(failure));
    else if (!failure.isEmpty())
        m_serviceState->setText(tr("The service could not be set up: %1").arg(failure));
    else if (state == AgentService::State::On)
        m_serviceState->setText(tr("The service that runs the backups then is set up."));
    else if (state == AgentService::State::Off)
        m_serviceState->setText(tr("A service has to run the backups then. It is not set up yet."));
    else
        m_serviceState->setText(tr("A service has to run the backups then: see the manual of "
                                   "“cairn-cli agent”."));
}

ScheduleSection::Unit ScheduleSection::unit() const
{
    return Unit(m_unit->currentData().toInt());
}

// What the form says; what it does not show stays as it was.
Schedule ScheduleSection::schedule() const
{
    Schedule schedule = m_job.schedule;
    ScheduleRule rule;
    rule.unit = unit();
    rule.anchor = schedule.rule.anchor.isValid() ? schedule.rule.anchor : QDate::currentDate();
    if (rule.unit != Unit::ByHand) {
        rule.interval = m_interval->value();
        const int nth = m_monthKind->currentData().toInt();
        if (rule.unit == Unit::Months && nth == kByDay) {
            rule.monthDay = m_monthDay->value();
        } else if (rule.unit == Unit::Months) {
            rule.nth = nth;
            rule.weekdays = std::uint8_t(m_monthWeekday->currentData().toInt());
        } else {
            for (std::size_t day = 0; day < m_days.size(); ++day)
                if (m_days[day]->isChecked())
                    rule.weekdays |= std::uint8_t(1 << day);
        }
        const bool isElapsed = rule.unit == Unit::Minutes || rule.unit == Unit::Hours;
        rule.times = isElapsed ? schedule.rule.times : m_times->times();
        if (m_onlyBetween->isChecked()) {
            rule.from = m_from->time();
            rule.to = m_to->time();
        }
    }
    schedule.rule = rule;
    schedule.onConnect = m_job.drive && m_onConnect->isChecked();
    schedule.leastBattery = m_onBattery->isChecked() ? m_leastBattery->value() : 0;
    schedule.notOnMetered = m_notOnMetered->isChecked();
    return schedule;
}

void ScheduleSection::edited()
{
    const Unit now = unit();
    const bool runs = now != Unit::ByHand;
    const bool isMonths = now == Unit::Months;
    const bool isElapsed = now == Unit::Minutes || now == Unit::Hours;
    const bool byDay = m_monthKind->currentData().toInt() == kByDay;
    m_every->setVisible(runs);
    m_interval->setVisible(runs);
    m_interval->setMinimum(now == Unit::Minutes ? kShortestMinutes : 1);
    m_weekdays->setVisible(runs && !isMonths);
    m_monthRow->setVisible(isMonths);
    m_monthDay->setVisible(byDay);
    m_monthWeekday->setVisible(!byDay);
    m_timesRow->setVisible(runs && !isElapsed);
    m_hoursRow->setVisible(runs);
    m_from->setEnabled(m_onlyBetween->isChecked());
    m_to->setEnabled(m_onlyBetween->isChecked());
    m_leastBattery->setEnabled(m_onBattery->isChecked());
    const Schedule said = schedule();
    const QString wrong = problem();
    m_sentence->setText(wrong.isEmpty() ? scheduleSentence(said) : wrong);
    setStyleProperty(m_sentence, "tone", wrong.isEmpty() ? QString() : toneName(Tone::Fail));
    m_next->setText(nextRunsText(said, QDateTime::currentSecsSinceEpoch()));
    m_next->setVisible(!m_next->text().isEmpty());
    Q_EMIT changed();
}

void ScheduleSection::apply(JobConfig &job) const
{
    job.schedule = m_job.schedule;
    if (const Schedule said = schedule(); said != m_atFirst) {
        job.schedule = said;
        // What was missed before is not owed now.
        job.schedule.since = QDateTime::currentSecsSinceEpoch();
    }
    job.unattended = m_unattended->isChecked();
}

QString ScheduleSection::problem() const
{
    const Schedule said = schedule();
    if (const auto checked = checkSchedule(said); !checked)
        return windowText(checked.error());
    const qint64 now = QDateTime::currentSecsSinceEpoch();
    if (said.rule.unit == Unit::ByHand || !nextRunsText(said, now).isEmpty())
        return {};
    Schedule atAnyHour = said;
    atAnyHour.rule.from = atAnyHour.rule.to = {};
    return nextRunsText(atAnyHour, now).isEmpty()
               ? tr("It would never run: its days, counted from %1, are never those that it may "
                    "run on.")
                     .arg(QLocale().toString(said.rule.anchor, QLocale::ShortFormat))
               : tr("It would never run: no time of day lies between the hours given.");
}

} // namespace cairn::gui
