// SPDX-License-Identifier: MIT
#include "app/gui/wizards/where_page.h"

#include "app/gui/widgets/build.h"
#include "app/gui/widgets/test_step_row.h"
#include "core/config/destination_place.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QDateTime>
#include <QLineEdit>
#include <QListWidget>
#include <QShortcut>

#include <algorithm>
#include <climits>

namespace cairn::gui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kTypingMs = 600;

} // namespace

WherePage::WherePage(EngineProxy &engine, Purpose purpose, QWidget *parent)
    : WherePage(engine, purpose, std::nullopt, parent)
{
}

WherePage::WherePage(EngineProxy &engine, const JobView &present, QWidget *parent)
    : WherePage(engine, Purpose::OtherPlace, present, parent)
{
}

WherePage::WherePage(EngineProxy &engine, Purpose purpose, std::optional<JobView> present,
                     QWidget *parent)
    : QWizardPage(parent)
    , m_engine(engine)
    , m_purpose(purpose)
    , m_present(std::move(present))
    , m_kinds(new QListWidget(this))
    , m_folderLabel(new QLabel(this))
    , m_folder(new QLineEdit(this))
    , m_choose(button(tr("Choose…"), "", u"where.choose"_s, this))
    , m_steps(new QVBoxLayout)
    , m_backupLabel(new QLabel(tr("Back&up"), this))
    , m_backup(new QComboBox(this))
    , m_summary(textLabel({}, "body", this))
    , m_warning(textLabel({}, "small", this))
    , m_again(button(tr("Test again"), "", u"where.retest"_s, this))
    , m_mount(button(tr("Mount"), "", u"where.mount"_s, this))
    , m_use(button(tr("Use it on this computer…"), "", u"where.use"_s, this))
{
    build();
    m_wait.setSingleShot(true);
    m_wait.setInterval(kTypingMs);
    connect(&m_wait, &QTimer::timeout, this, [this] { startTest(false); });
    connect(m_kinds, &QListWidget::currentRowChanged, this, &WherePage::placeChosen);
    connect(m_folder, &QLineEdit::textChanged, this, &WherePage::edited);
    connect(m_again, &QPushButton::clicked, this, [this] {
        if (isTesting())
            stopTest();
        else
            startTest(false);
    });
    connect(new QShortcut(Qt::Key_F5, this), &QShortcut::activated, this, &WherePage::testAnew);
    connect(m_mount, &QPushButton::clicked, this, [this] {
        m_mount->setEnabled(false);
        m_summary->setText(tr("Mounting the drive…"));
        m_engine.mountDrive(place()->drive->id());
    });
    connect(&m_engine, &EngineProxy::driveMounted, this,
            [this](const QString &drive, const QString &problem) {
                m_mount->setEnabled(true);
                if (!problem.isEmpty() && place() && place()->drive &&
                    place()->drive->id() == drive)
                    m_summary->setText(problem);
            });
    connect(m_backup, &QComboBox::currentIndexChanged, this, [this](int row) {
        takeBackup(row);
        tellSummary();
    });
    connect(m_use, &QPushButton::clicked, this, [this] {
        Q_EMIT existingWanted({folder(), m_facts.versionsFound, m_facts.newestVersion});
    });
    connect(m_choose, &QPushButton::clicked, this, [this] {
        chooseFolder(this, tr("Choose a folder for the copies"),
                     [this](const QString &path) { m_folder->setText(path); });
    });
    connect(&m_engine, &EngineProxy::drivesChanged, this, &WherePage::showDrives);
    if (m_purpose == Purpose::ExistingBackup)
        followSearch();
    connect(&m_engine, &EngineProxy::testStep, this, [this](RequestId id, const TestStep &step) {
        if (id == m_test)
            stepDone(step);
    });
    connect(&m_engine, &EngineProxy::tested, this,
            [this](RequestId id, const DestinationFacts &facts, const PlaceLook &look) {
                if (id == m_test)
                    testDone(facts, look);
            });
    showDrives();
}

void WherePage::build()
{
    setTitle(m_purpose == Purpose::ExistingBackup ? tr("Where is the backup?")
                                                  : tr("Where should the copies go?"));
    m_kinds->setObjectName(u"where.kinds"_s);
    m_kinds->setAccessibleName(tr("Destinations"));
    m_kinds->setIconSize({24, 24});
    m_kinds->setMaximumHeight(150);
    m_kinds->setWordWrap(true); // a drive, its place and its room are long in a narrow window
    m_kinds->setResizeMode(QListView::Adjust);
    m_kinds->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_folder->setObjectName(u"where.folder"_s);
    m_folderLabel->setBuddy(m_folder);
    m_again->hide();
    m_mount->hide();
    m_use->hide();
    m_summary->setWordWrap(true);
    m_summary->setObjectName(u"where.summary"_s);
    m_warning->setWordWrap(true);
    m_warning->setObjectName(u"where.warning"_s);
    setTone(m_warning, Tone::Warn);
    m_backup->setObjectName(u"where.backup"_s);
    m_backupLabel->setBuddy(m_backup);
    auto *which = new QHBoxLayout;
    which->addWidget(m_backupLabel);
    which->addWidget(m_backup, 1);
    auto *line = new QHBoxLayout;
    line->addWidget(m_folder, 1);
    line->addWidget(m_choose);
    m_steps->setSpacing(4);
    auto *last = new QHBoxLayout;
    last->addWidget(m_summary, 1);
    last->addWidget(m_again, 0, Qt::AlignTop);
    last->addWidget(m_mount, 0, Qt::AlignTop);
    last->addWidget(m_use, 0, Qt::AlignTop);
    auto *column = new QVBoxLayout(this);
    column->setSpacing(8);
    column->addWidget(m_kinds);
    column->addSpacing(8);
    column->addWidget(m_folderLabel);
    column->addLayout(line);
    column->addSpacing(8);
    column->addLayout(m_steps);
    column->addLayout(which);
    column->addLayout(last);
    column->addWidget(m_warning);
    column->addStretch();
}

bool WherePage::isUnchanged() const
{
    const Place *chosen = place();
    return chosen && isPlaceOfJob(*chosen) && m_folder->text().trimmed() == usualFolder(*chosen);
}

bool WherePage::isThisBackup() const
{
    return m_present && holdsBackup() && m_facts.isLocked == m_present->job.encrypted &&
           m_facts.versionsFound == m_present->stored.versions &&
           m_facts.newestVersion == m_present->stored.newest;
}

void WherePage::placeChosen()
{
    const Place *chosen = place();
    m_folderLabel->setVisible(chosen != nullptr);
    m_folder->setVisible(chosen != nullptr);
    m_choose->setVisible(chosen && !chosen->drive);
    clearSteps();
    if (!chosen) {
        m_summary->setText(noChoiceText());
        return;
    }
    m_folderLabel->setText(chosen->drive ? tr("Folder on the drive") : tr("Folder"));
    const QString wanted = usualFolder(*chosen);
    if (m_folder->text() == wanted)
        edited();
    else
        m_folder->setText(wanted);
    if (!chosen->drive && !m_present)
        m_folder->setFocus();
}

FilePath WherePage::folder() const
{
    const Place *chosen = place();
    const QString typed = m_folder->text().trimmed();
    if (!chosen || typed.isEmpty())
        return {};
    if (chosen->drive && chosen->drive->mountPoint.empty())
        return {};
    if (chosen->drive)
        return chosen->drive->mountPoint / FilePath::fromText(typed).bytes();
    return typed.startsWith(u'/') ? FilePath::fromText(typed) : FilePath();
}

void WherePage::edited()
{
    m_isTested = false;
    m_test = 0;
    clearSteps();
    m_engine.stopTest();
    m_wait.stop();
    const bool isOwnPlace = isUnchanged();
    const Place *chosen = place();
    const bool isAbsent = chosen && chosen->drive && chosen->drive->mountPoint.empty();
    m_again->setVisible(isOwnPlace && !isAbsent);
    m_again->setText(tr("Test"));
    m_mount->setVisible(chosen && chosen->drive && chosen->drive->canMount);
    if (isOwnPlace)
        m_summary->setText(isAbsent ? tr("The copies go here. Connect the drive to test it.")
                                    : tr("The copies go here."));
    else if (isAbsent)
        m_summary->setText(chosen->drive->canMount ? tr("This drive is connected, but not mounted.")
                                                   : tr("Connect the drive first."));
    else if (folder().empty())
        m_summary->setText(m_folder->text().isEmpty()
                               ? tr("Type or choose a folder.")
                               : tr("Type the whole path, beginning with “/”."));
    else
        m_wait.start();
    Q_EMIT completeChanged();
    Q_EMIT resultChanged();
}

void WherePage::clearSteps()
{
    while (QLayoutItem *item = m_steps->takeAt(0)) {
        item->widget()->hide();
        item->widget()->deleteLater();
        delete item;
    }
    m_summary->clear();
    m_warning->hide();
    m_backupLabel->hide();
    m_backup->hide();
    m_again->hide();
    m_mount->hide();
    m_use->hide();
}

void WherePage::startTest(bool createFolder)
{
    clearSteps();
    m_isTested = false;
    m_failedStep.clear();
    const Place *chosen = place();
    // On a drive the program makes its own folder; elsewhere it asks first.
    const bool create = createFolder || (chosen && chosen->drive && !isUnchanged());
    m_test = m_engine.testDestination(folder().bytes(), m_purpose == Purpose::ExistingBackup
                                                            ? DestinationUse::Read
                                                        : create ? DestinationUse::Create
                                                                 : DestinationUse::Write);
    m_again->setText(tr("Stop the test"));
    m_again->show();
    Q_EMIT completeChanged();
}

// What was found until then counts for nothing.
void WherePage::stopTest()
{
    m_engine.stopTest();
    m_test = 0;
    clearSteps();
    m_summary->setText(tr("The test was stopped."));
    m_again->setText(tr("Test again"));
    m_again->show();
    Q_EMIT completeChanged();
}

void WherePage::testAnew()
{
    if (m_purpose == Purpose::ExistingBackup && !place())
        return search();
    m_wait.stop();
    if (!folder().empty())
        startTest(false);
}

void WherePage::stepDone(const TestStep &step)
{
    TestStepRow *row = nullptr;
    for (int i = 0; i < m_steps->count() && !row; ++i) {
        auto *made = qobject_cast<TestStepRow *>(m_steps->itemAt(i)->widget());
        if (made && made->key() == step.key)
            row = made;
    }
    if (!row) {
        row = new TestStepRow(step.key, this);
        m_steps->addWidget(row);
        connect(row, &TestStepRow::createFolderClicked, this, [this] { startTest(true); });
    }
    if (step.state == TestStep::State::Failed)
        m_failedStep = step.key;
    row->setStep(step);
    // Whether the backup that was found may be there is for the end to say.
    if (m_present && step.key == u"unused"_s)
        row->hide();
}

bool WherePage::holdsBackup() const
{
    return m_facts.versionsFound > 0;
}

void WherePage::testDone(const DestinationFacts &facts, const PlaceLook &look)
{
    m_facts = facts;
    m_look = look;
    m_isTested = true;
    m_again->setText(tr("Test again"));
    m_again->show();
    offerBackups();
    tellSummary();
}

// The one that was found, or is the job's own, is the choice; else the one with the newest version.
void WherePage::offerBackups()
{
    const QSignalBlocker blocked(m_backup);
    m_backup->clear();
    const std::string wanted = m_present ? prefixOf(m_present->job) : place()->prefix;
    const qint64 now = QDateTime::currentSecsSinceEpoch();
    int chosen = 0;
    for (const StoredBackup &backup : m_look.backups) {
        if (backup.prefix == wanted)
            chosen = m_backup->count();
        m_backup->addItem(
            tr("“%1”: newest version %2, %n file(s) there", nullptr,
               int(std::min<std::int64_t>(backup.files, INT_MAX)))
                .arg(QString::fromStdString(backup.prefix), momentText(backup.newestVersion, now)));
    }
    m_backup->setCurrentIndex(m_look.backups.empty() ? -1 : chosen);
    takeBackup(m_backup->currentIndex());
    const bool isAsked = m_purpose == Purpose::ExistingBackup && m_look.backups.size() > 1;
    m_backupLabel->setVisible(isAsked);
    m_backup->setVisible(isAsked);
}

void WherePage::takeBackup(int row)
{
    if (row < 0 || std::size_t(row) >= m_look.backups.size())
        return;
    const StoredBackup &backup = m_look.backups[std::size_t(row)];
    m_facts.versionsFound = backup.versions;
    m_facts.newestVersion = backup.newestVersion;
    m_facts.oldestVersion = backup.oldestVersion;
    m_facts.isLocked = backup.encrypted;
}

void WherePage::tellSummary()
{
    m_summary->setText(summary());
    showWarning();
    m_use->setVisible(m_purpose == Purpose::NewBackup && holdsBackup() && jobHere().isEmpty());
    Q_EMIT completeChanged();
    Q_EMIT resultChanged();
}

void WherePage::showWarning()
{
    const bool isBeside = m_look.isBesideFiles && m_facts.usable && !m_present;
    QStringList lines;
    if (m_isTested && isBeside && m_purpose != Purpose::ExistingBackup)
        lines << tr("This place is on the same disk as your home folder: if that disk breaks, "
                    "the copies are gone with it. A drive of its own is safer.");
    const QString room = roomText(m_wanted, {freeBytes(), m_saved});
    if (!room.isEmpty())
        lines << room;
    m_warning->setText(lines.join(u'\n'));
    m_warning->setVisible(!lines.isEmpty());
}

qint64 WherePage::freeBytes() const
{
    if (m_isTested)
        return m_facts.usable ? m_facts.freeBytes : -1;
    const Place *chosen = place();
    const bool isThere = chosen && chosen->drive && !chosen->drive->mountPoint.empty();
    return isThere ? chosen->drive->freeBytes : -1;
}

void WherePage::setWanted(qint64 bytes, qint64 saved)
{
    m_wanted = bytes;
    m_saved = saved;
    showWarning();
}

QString WherePage::jobHere() const
{
    JobConfig here;
    apply(here);
    const std::vector<JobView> &jobs = m_engine.state().jobs;
    const auto other = std::ranges::find_if(
        jobs, [&here](const JobView &view) { return isSamePlace(view.job, here); });
    return other == jobs.end() ? QString() : other->job.name;
}

QString WherePage::summary() const
{
    const int versions = int(m_facts.versionsFound);
    const QString age = agoText(QDateTime::currentSecsSinceEpoch() - m_facts.newestVersion);
    if (m_present)
        return summaryOfOther();
    if (m_purpose == Purpose::ExistingBackup)
        return holdsBackup()
                   ? tr("A backup with %n version(s), the newest %1.", nullptr, versions).arg(age)
               : m_facts.usable ? tr("There is no backup in this folder.")
                                : QString();
    if (const QString other = jobHere(); !other.isEmpty())
        return tr("The copies of “%1” are here. Choose another folder.").arg(other);
    if (holdsBackup())
        return tr("There is already a backup here, with %n version(s). Choose another folder for "
                  "a new one.",
                  nullptr, versions);
    return m_facts.usable && m_facts.freeBytes >= 0
               ? tr("%1 free. Measured %2.")
                     .arg(sizeText(m_facts.freeBytes), speedText(m_facts.bytesPerSecond))
               : QString();
}

QString WherePage::summaryOfOther() const
{
    if (isUnchanged())
        return holdsBackup()
                   ? tr("The copies go here: %n version(s).", nullptr, int(m_facts.versionsFound))
               : m_facts.usable ? tr("The copies go here. There are no versions yet.")
                                : QString();
    if (holdsBackup())
        return isThisBackup() ? tr("This very backup is here. It goes on with its versions.")
                              : tr("There is another backup in this folder. Choose an empty one.");
    if (!m_facts.usable)
        return {};
    return m_present->stored.versions == 0 ? tr("This place is empty: the backup begins here.")
                                           : tr("There is no backup in this folder yet.");
}

QString WherePage::hint() const
{
    if (m_wait.isActive() || (m_test != 0 && !m_isTested))
        return tr("The new place is being tested.");
    return m_summary->text().isEmpty() ? tr("The copies cannot go to this place.")
                                       : m_summary->text();
}

bool WherePage::isComplete() const
{
    if (m_present && isUnchanged())
        return true;
    if (!m_isTested)
        return false;
    if (m_present && holdsBackup())
        return isThisBackup() && (m_failedStep.isEmpty() || m_failedStep == u"unused"_s);
    return m_facts.usable && holdsBackup() == (m_purpose == Purpose::ExistingBackup) &&
           (m_purpose == Purpose::ExistingBackup || jobHere().isEmpty());
}

void WherePage::apply(JobConfig &job) const
{
    if (isUnchanged())
        return; // as it is written there, to the byte
    const Place *chosen = place();
    job.destination = folder().bytes();
    job.drive.reset();
    if (const int row = m_backup->currentIndex();
        m_purpose == Purpose::ExistingBackup && row >= 0 && m_isTested) {
        const std::string &prefix = m_look.backups[std::size_t(row)].prefix;
        if (prefix != prefixOf(JobConfig()))
            job.options["prefix"] = prefix;
    }
    if (!chosen || !chosen->drive)
        return;
    DriveRef drive;
    drive.uuid = chosen->drive->uuid;
    drive.label = chosen->drive->label;
    drive.sizeBytes = chosen->drive->deviceBytes;
    drive.folder = FilePath::fromText(m_folder->text().trimmed());
    job.drive = drive;
    job.destination.clear();
}

QString WherePage::resultText() const
{
    const Place *chosen = place();
    if (!chosen || !isComplete())
        return {};
    return chosen->drive ? tr("%1, %2 free").arg(chosen->drive->label, sizeText(m_facts.freeBytes))
                         : folder().display();
}

} // namespace cairn::gui
