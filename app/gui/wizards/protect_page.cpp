// SPDX-License-Identifier: MIT
#include "app/gui/wizards/protect_page.h"

#include "app/gui/passphrase.h"
#include "app/gui/schedule_text.h"
#include "app/gui/sheet_output.h"
#include "app/gui/widgets/build.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QDateTime>
#include <QGuiApplication>
#include <QLineEdit>
#include <QProgressBar>
#include <QRadioButton>
#include <QSysInfo>
#include <QTimeEdit>

#include <algorithm>
#include <climits>
#include <utility>

namespace cairn::gui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kStrengthWidth = 160;

enum class Often : quint8 { Daily, Workdays, Weekly, Hourly, ByHand };

} // namespace

ProtectPage::ProtectPage(EngineProxy &engine, Random &random, QWidget *parent)
    : QWizardPage(parent)
    , m_engine(engine)
    , m_random(random)
    , m_useGenerated(new QRadioButton(tr("Use this one"), this))
    , m_useOwn(new QRadioButton(tr("Choose my own"), this))
    , m_noLock(new QRadioButton(tr("Do not lock: whoever has the copies can read them"), this))
    , m_generated(new QLineEdit(this))
    , m_own(secretEdit(u"protect.own"_s, tr("Own passphrase"), this))
    , m_again(secretEdit(u"protect.again"_s, tr("The same again"), this))
    , m_strengthBar(new QProgressBar(this))
    , m_strength(textLabel({}, "small", this))
    , m_hint(textLabel({}, "small", this))
    , m_written(new QCheckBox(tr("I have written it down"), this))
    , m_weakIsFine(new QCheckBox(tr("Use it although it is easy to guess"), this))
    , m_name(new QLineEdit(this))
    , m_keep(new QComboBox(this))
    , m_run(new QComboBox(this))
    , m_time(new QTimeEdit(QTime(19, 0), this))
    , m_schedule(textLabel({}, "small", this))
    , m_estimate(textLabel({}, "small", this))
    , m_autostart(new QCheckBox(tr("Start Cairn when I log in, in the tray"), this))
    , m_fromOriginal(textLabel({}, "body", this))
{
    setTitle(tr("Lock the backup with a passphrase, and say when it runs"));
    m_generated->setObjectName(u"protect.generated"_s);
    m_generated->setAccessibleName(tr("Generated passphrase, 6 words"));
    m_generated->setReadOnly(true);
    m_written->setObjectName(u"protect.written"_s);
    m_name->setObjectName(u"protect.name"_s);
    m_keep->setObjectName(u"protect.keep"_s);
    m_keep->addItem(tr("Smart: daily, then weekly, then monthly"));
    m_keep->addItem(tr("Everything, for ever"));
    m_keep->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_keep->setMinimumContentsLength(20);
    m_name->setMinimumWidth(160);
    m_own->setPlaceholderText(m_own->accessibleName());
    m_again->setPlaceholderText(m_again->accessibleName());
    m_useGenerated->setChecked(true);
    m_hint->setWordWrap(true);
    m_strength->setObjectName(u"protect.strength"_s);
    m_strengthBar->setObjectName(u"protect.strengthBar"_s);
    m_strengthBar->setRange(0, int(Strength::VeryStrong) + 1);
    m_strengthBar->setTextVisible(false);
    m_strengthBar->setFixedWidth(kStrengthWidth);
    m_strengthBar->setAccessibleName(tr("Strength of the passphrase"));
    m_estimate->setObjectName(u"protect.estimate"_s);
    m_estimate->hide();
    m_fromOriginal->setObjectName(u"protect.fromOriginal"_s);
    m_fromOriginal->setWordWrap(true);
    m_fromOriginal->hide();
    build();
    generate();
    for (QRadioButton *choice : {m_useGenerated, m_useOwn, m_noLock})
        connect(choice, &QRadioButton::toggled, this, &ProtectPage::judge);
    for (QLineEdit *edit : {m_own, m_again, m_name})
        connect(edit, &QLineEdit::textChanged, this, &ProtectPage::judge);
    connect(m_written, &QCheckBox::toggled, this, &ProtectPage::judge);
    connect(m_weakIsFine, &QCheckBox::toggled, this, &ProtectPage::judge);
    judge();
}

void ProtectPage::build()
{
    QPushButton *anew = button(tr("New"), "", u"protect.new"_s, this);
    QPushButton *copy = button(tr("Copy"), "", u"protect.copy"_s, this);
    QPushButton *save = button(tr("Save recovery sheet…"), "", u"protect.sheet"_s, this);
    QPushButton *print = button(tr("Print…"), "", u"protect.print"_s, this);
    connect(anew, &QPushButton::clicked, this, &ProtectPage::generate);
    connect(copy, &QPushButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(m_generated->text()); });
    const auto done = [this] {
        return [this, passphrase = chosen()](bool isOut, const QString &text) {
            noteSheet(passphrase, isOut, text);
        };
    };
    connect(save, &QPushButton::clicked, this,
            [this, done] { saveSheet(m_engine, this, sheet(), done()); });
    connect(print, &QPushButton::clicked, this,
            [this, done] { printSheet(m_engine, this, sheet(), done()); });
    auto *generated = new QHBoxLayout;
    generated->setContentsMargins(26, 0, 0, 0);
    generated->addWidget(m_generated, 1);
    generated->addWidget(anew);
    generated->addWidget(copy);
    auto *own = new QHBoxLayout;
    own->setContentsMargins(26, 0, 0, 0);
    own->addWidget(m_own);
    own->addWidget(m_again);
    auto *strength = new QHBoxLayout;
    strength->setContentsMargins(26, 0, 0, 0);
    strength->addWidget(m_strengthBar);
    strength->addWidget(m_strength, 1);
    QLabel *meaning = textLabel(tr("Without it nobody can read the copies, not even you on a new "
                                   "computer. This computer keeps it for its own runs."),
                                "body", this);
    meaning->setWordWrap(true);
    auto *noted = new QHBoxLayout;
    noted->addWidget(m_written);
    noted->addStretch();
    noted->addWidget(save);
    noted->addWidget(print);
    auto *name = new QHBoxLayout;
    auto *nameLabel = new QLabel(tr("&Name of the backup"), this);
    nameLabel->setBuddy(m_name);
    auto *keepLabel = new QLabel(tr("&Keep"), this);
    keepLabel->setBuddy(m_keep);
    name->addWidget(nameLabel);
    name->addWidget(m_name, 1);
    keepLabel->setContentsMargins(16, 0, 0, 0);
    name->addWidget(keepLabel);
    name->addWidget(m_keep, 2);
    m_ownRules = {keepLabel, m_keep};
    auto *column = new QVBoxLayout(this);
    column->setSpacing(8);
    column->addWidget(m_useGenerated);
    column->addLayout(generated);
    column->addWidget(m_useOwn);
    column->addLayout(own);
    column->addLayout(strength);
    column->addWidget(m_weakIsFine);
    column->addWidget(m_noLock);
    column->addWidget(meaning);
    column->addWidget(m_hint);
    column->addLayout(noted);
    column->addSpacing(8);
    column->addLayout(name);
    column->addWidget(m_fromOriginal);
    buildSchedule(column);
    column->addStretch();
    // Tab goes as one reads, not as the parts were made.
    QWidget *before = m_useGenerated;
    for (QWidget *next : std::initializer_list<QWidget *>{m_generated, anew, copy, m_useOwn, m_own,
                                                          m_again, m_weakIsFine, m_noLock,
                                                          m_written, save, print, m_name, m_keep}) {
        setTabOrder(before, next);
        before = next;
    }
}

void ProtectPage::buildSchedule(QBoxLayout *column)
{
    m_run->setObjectName(u"protect.run"_s);
    m_run->addItem(tr("every day"), int(Often::Daily));
    m_run->addItem(tr("Monday to Friday"), int(Often::Workdays));
    m_run->addItem(tr("once a week"), int(Often::Weekly));
    m_run->addItem(tr("every hour"), int(Often::Hourly));
    m_run->addItem(tr("only by hand"), int(Often::ByHand));
    m_time->setObjectName(u"protect.time"_s);
    m_time->setAccessibleName(tr("Time of day of the runs"));
    m_time->setDisplayFormat(u"HH:mm"_s);
    m_schedule->setObjectName(u"protect.schedule"_s);
    m_schedule->setWordWrap(true);
    auto *runLabel = new QLabel(tr("&Run"), this);
    runLabel->setBuddy(m_run);
    auto *line = new QHBoxLayout;
    line->addWidget(runLabel);
    line->addWidget(m_run);
    line->addWidget(m_time);
    line->addWidget(m_schedule, 1);
    column->addLayout(line);
    m_ownRules.insert(m_ownRules.end(), {runLabel, m_run, m_schedule});
    m_autostart->setObjectName(u"protect.autostart"_s);
    m_autostart->setChecked(true);
    column->addWidget(m_estimate);
    column->addWidget(m_autostart);
    connect(&m_engine, &EngineProxy::autostart, this, [this](bool on, const QString &problem) {
        m_isAutostartOff = !on && problem.isEmpty();
        describe();
    });
    m_engine.askAutostart();
    connect(m_run, &QComboBox::currentIndexChanged, this, &ProtectPage::describe);
    connect(m_time, &QTimeEdit::timeChanged, this, &ProtectPage::describe);
    describe();
}

void ProtectPage::describe()
{
    const Schedule said = schedule();
    const bool isByHand = !said.runsByItself();
    m_time->setVisible(!m_original && !isByHand && said.rule.unit != ScheduleRule::Unit::Hours);
    m_autostart->setVisible(!isByHand && m_isAutostartOff);
    m_schedule->setText(isByHand
                            ? scheduleSentence(said)
                            : tr("Missed runs start two minutes after the computer is awake."));
}

bool ProtectPage::wantsAutostart() const
{
    return m_isAutostartOff && m_autostart->isChecked() && schedule().runsByItself();
}

Schedule ProtectPage::schedule() const
{
    if (m_original) {
        Schedule schedule = m_original->schedule;
        schedule.since = QDateTime::currentSecsSinceEpoch();
        return schedule;
    }
    Schedule schedule = Schedule::daily(QDate::currentDate(), QDateTime::currentSecsSinceEpoch());
    ScheduleRule &rule = schedule.rule;
    rule.times = {m_time->time()};
    switch (Often(m_run->currentData().toInt())) {
    case Often::Daily:
        break;
    case Often::Workdays:
        rule.weekdays = 0b0011111;
        break;
    case Often::Weekly:
        rule.unit = ScheduleRule::Unit::Weeks;
        break;
    case Often::Hourly:
        rule.unit = ScheduleRule::Unit::Hours;
        rule.times.clear();
        break;
    case Often::ByHand:
        schedule = {};
        break;
    }
    return schedule;
}

void ProtectPage::generate()
{
    m_generated->setText(generatePassphrase(m_random));
    m_generated->setCursorPosition(0);
    judge();
}

QString ProtectPage::chosen() const
{
    return m_noLock->isChecked()   ? QString()
           : m_useOwn->isChecked() ? m_own->text()
                                   : m_generated->text();
}

void ProtectPage::judge()
{
    const bool isOwn = m_useOwn->isChecked();
    const bool isOther = m_judged != chosen();
    m_judged = chosen();
    if (isOther) // nobody has written that down
        m_written->setChecked(false);
    m_own->setEnabled(isOwn);
    m_again->setEnabled(isOwn);
    m_written->setEnabled(!m_noLock->isChecked());
    const Strength strength = strengthOf(m_own->text());
    const bool isWeak = isOwn && !m_own->text().isEmpty() && strength < Strength::Fair;
    m_strength->setVisible(isOwn && !m_own->text().isEmpty());
    m_strengthBar->setVisible(m_strength->isVisibleTo(this));
    m_strengthBar->setValue(int(strength) + 1);
    m_strength->setText(tr("Strength: %1").arg(strengthText(strength)));
    m_own->setAccessibleDescription(m_strength->text());
    m_weakIsFine->setVisible(isWeak);
    QString hint;
    if (isOwn && !m_again->text().isEmpty() && m_own->text() != m_again->text())
        hint = tr("The two are not the same yet.");
    else if (isOwn && m_own->text() != m_own->text().trimmed())
        hint = tr("It begins or ends with a space, which is easily overlooked.");
    m_hint->setText(hint);
    m_hint->setVisible(!hint.isEmpty());
    Q_EMIT completeChanged();
    Q_EMIT notedChanged();
}

bool ProtectPage::isComplete() const
{
    if (m_name->text().trimmed().isEmpty())
        return false;
    if (!m_useOwn->isChecked())
        return true;
    const bool isWeak = strengthOf(m_own->text()) < Strength::Fair;
    return !m_own->text().isEmpty() && m_own->text() == m_again->text() &&
           (!isWeak || m_weakIsFine->isChecked());
}

bool ProtectPage::isTyped() const
{
    return m_name->isModified() || m_written->isChecked() || m_onSheet || !m_own->text().isEmpty();
}

bool ProtectPage::isNoted() const
{
    return isComplete() &&
           (m_noLock->isChecked() || m_written->isChecked() || m_onSheet == chosen());
}

void ProtectPage::setSuggestedName(const QString &name)
{
    if (!m_name->isModified())
        m_name->setText(name);
}

void ProtectPage::setPlace(const FilePath &folder)
{
    if (std::exchange(m_place, folder) != folder)
        m_onSheet.reset();
}

void ProtectPage::setOriginal(const JobConfig &original)
{
    m_original = original;
    setTitle(tr("Lock the copy with a passphrase"));
    setSuggestedName(tr("%1 (copy)").arg(original.name));
    for (QWidget *widget : m_ownRules)
        widget->hide();
    const QString same =
        tr("Folders, rules, schedule and which versions stay are as in “%1”.").arg(original.name);
    m_fromOriginal->setText(same);
    m_fromOriginal->show();
    connect(&m_engine, &EngineProxy::keptSecrets, this,
            [this, same](RequestId id, const QStringList &options) {
                if (id == m_secretsAsked && !options.isEmpty())
                    m_fromOriginal->setText(
                        same % u' ' %
                        tr("Its passwords, such as that of the mail server, are not copied: type "
                           "them under “Edit…” afterwards."));
            });
    m_secretsAsked = m_engine.askKeptSecrets(original);
    describe();
}

void ProtectPage::showEstimate(qint64 bytes, qint64 bytesPerSecond)
{
    const bool isKnown = bytes > 0 && bytesPerSecond > 0;
    m_estimate->setVisible(isKnown);
    if (!isKnown)
        return;
    const int minutes = int(std::min<qint64>(bytes / bytesPerSecond / 60, INT_MAX - 60));
    const QString size = sizeText(bytes);
    m_estimate->setText(
        minutes == 0   ? tr("The first backup of %1 would take about a minute.").arg(size)
        : minutes < 90 ? tr("The first backup of %1 would take about %n minute(s).", nullptr,
                            minutes <= 10 ? minutes + 1 : (minutes + 4) / 5 * 5)
                             .arg(size)
                       : tr("The first backup of %1 would take about %n hour(s).", nullptr,
                            (minutes + 30) / 60)
                             .arg(size));
}

void ProtectPage::apply(JobConfig &job) const
{
    job.name = m_name->text().trimmed();
    job.encrypted = !m_noLock->isChecked();
    job.sheetSaved = m_onSheet == chosen() || m_written->isChecked();
    if (!m_original)
        job.keep = m_keep->currentIndex() == 0 ? Keep::smart() : Keep();
    job.schedule = schedule();
    // A drive is there when it is: who connects it wants to be saved.
    job.schedule.onConnect = job.drive && job.schedule.runsByItself();
}

Secret ProtectPage::passphrase() const
{
    return Secret(chosen().toStdString());
}

RecoverySheet ProtectPage::sheet() const
{
    return {jobForSheet(), chosen(), QSysInfo::machineHostName()};
}

// One that did not come about takes back none that did.
void ProtectPage::noteSheet(const QString &passphrase, bool isOut, const QString &text)
{
    if (isOut)
        m_onSheet = passphrase;
    m_hint->setText(text);
    m_hint->show();
    Q_EMIT notedChanged();
}

} // namespace cairn::gui
