// SPDX-License-Identifier: MIT
#include "app/gui/wizards/where_page.h"

#include "app/gui/widgets/build.h"
#include "app/gui/widgets/test_step_row.h"

#include <QBoxLayout>
#include <QDateTime>
#include <QLineEdit>
#include <QListWidget>
#include <QSysInfo>

namespace cairn::gui {

using namespace Qt::StringLiterals;

namespace {

constexpr int kTypingMs = 600;

QString folderOnDrive()
{
    const QString host = QSysInfo::machineHostName();
    return u"Cairn/"_s + (host.isEmpty() ? u"this-computer"_s : host);
}

} // namespace

WherePage::WherePage(EngineProxy &engine, Purpose purpose, QWidget *parent)
    : QWizardPage(parent)
    , m_engine(engine)
    , m_purpose(purpose)
    , m_kinds(new QListWidget(this))
    , m_folderLabel(new QLabel(this))
    , m_folder(new QLineEdit(this))
    , m_choose(button(tr("Choose…"), "", u"where.choose"_s, this))
    , m_steps(new QVBoxLayout)
    , m_summary(textLabel({}, "body", this))
    , m_again(button(tr("Test again"), "", u"where.retest"_s, this))
{
    build();
    m_wait.setSingleShot(true);
    m_wait.setInterval(kTypingMs);
    connect(&m_wait, &QTimer::timeout, this, [this] { startTest(false); });
    connect(m_kinds, &QListWidget::currentRowChanged, this, &WherePage::placeChosen);
    connect(m_folder, &QLineEdit::textChanged, this, &WherePage::edited);
    connect(m_again, &QPushButton::clicked, this, [this] { startTest(false); });
    connect(m_choose, &QPushButton::clicked, this, [this] {
        chooseFolder(this, tr("Choose a folder for the copies"),
                     [this](const QString &path) { m_folder->setText(path); });
    });
    connect(&m_engine, &EngineProxy::drivesChanged, this, &WherePage::showDrives);
    connect(&m_engine, &EngineProxy::testStep, this, [this](RequestId id, const TestStep &step) {
        if (id == m_test)
            stepDone(step);
    });
    connect(&m_engine, &EngineProxy::tested, this,
            [this](RequestId id, const DestinationFacts &facts) {
                if (id == m_test)
                    testDone(facts);
            });
    showDrives();
}

void WherePage::build()
{
    setTitle(m_purpose == Purpose::NewBackup ? tr("Where should the copies go?")
                                             : tr("Where is the backup?"));
    m_kinds->setObjectName(u"where.kinds"_s);
    m_kinds->setAccessibleName(tr("Destinations"));
    m_kinds->setIconSize({24, 24});
    m_kinds->setMaximumHeight(150);
    m_folder->setObjectName(u"where.folder"_s);
    m_folderLabel->setBuddy(m_folder);
    m_again->hide();
    m_summary->setWordWrap(true);
    m_summary->setObjectName(u"where.summary"_s);
    auto *line = new QHBoxLayout;
    line->addWidget(m_folder, 1);
    line->addWidget(m_choose);
    m_steps->setSpacing(4);
    auto *last = new QHBoxLayout;
    last->addWidget(m_summary, 1);
    last->addWidget(m_again, 0, Qt::AlignTop);
    auto *column = new QVBoxLayout(this);
    column->setSpacing(8);
    column->addWidget(m_kinds);
    column->addSpacing(8);
    column->addWidget(m_folderLabel);
    column->addLayout(line);
    column->addSpacing(8);
    column->addLayout(m_steps);
    column->addLayout(last);
    column->addStretch();
}

// The choice stays where it was; at first it is the largest drive that can be taken away.
void WherePage::showDrives()
{
    const Place *before = place();
    const bool hadFolder = before && !before->drive;
    const QString uuid = before && before->drive ? before->drive->uuid : QString();
    const QSignalBlocker blocked(m_kinds);
    m_kinds->clear();
    m_places.clear();
    int chosen = -1;
    for (const Drive &drive : m_engine.drives()) {
        const QString text =
            tr("%1 · %2 free of %3")
                .arg(drive.label, sizeText(drive.freeBytes), sizeText(drive.totalBytes));
        auto *item = new QListWidgetItem(
            IconSet::icon(drive.isRemovable ? Icon::UsbDrive : Icon::Drive, IconTone::Accent),
            drive.isRemovable ? tr("%1 · recommended: separate from this computer").arg(text)
                              : text,
            m_kinds);
        item->setToolTip(drive.mountPoint.display());
        m_places.push_back({drive});
        const bool isFirstChoice = chosen < 0 && drive.isRemovable && !hadFolder && uuid.isEmpty();
        if (drive.uuid == uuid || isFirstChoice)
            chosen = int(m_places.size()) - 1;
    }
    new QListWidgetItem(IconSet::icon(Icon::Folder, IconTone::Accent),
                        m_places.empty() ? tr("Folder or network share… (a drive that you connect "
                                              "appears here)")
                                         : tr("Folder or network share…"),
                        m_kinds);
    m_places.push_back({});
    if (hadFolder)
        chosen = int(m_places.size()) - 1;
    m_kinds->setCurrentRow(chosen);
    if (chosen < 0 || !before ||
        (before->drive && uuid != m_places[std::size_t(chosen)].drive->uuid))
        placeChosen();
}

const WherePage::Place *WherePage::place() const
{
    const int row = m_kinds->currentRow();
    return row >= 0 && std::size_t(row) < m_places.size() ? &m_places[std::size_t(row)] : nullptr;
}

void WherePage::placeChosen()
{
    const Place *chosen = place();
    m_folderLabel->setVisible(chosen != nullptr);
    m_folder->setVisible(chosen != nullptr);
    m_choose->setVisible(chosen && !chosen->drive);
    clearSteps();
    if (!chosen) {
        m_summary->setText(tr("Choose where the copies go. Cairn waits for your choice."));
        return;
    }
    m_folderLabel->setText(chosen->drive ? tr("Folder on the drive") : tr("Folder"));
    const QString wanted = chosen->drive ? folderOnDrive() : QString();
    if (m_folder->text() == wanted)
        edited();
    else
        m_folder->setText(wanted);
    if (!chosen->drive)
        m_folder->setFocus();
}

FilePath WherePage::folder() const
{
    const Place *chosen = place();
    const QString typed = m_folder->text().trimmed();
    if (!chosen || typed.isEmpty())
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
    if (folder().empty())
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
        item->widget()->deleteLater();
        delete item;
    }
    m_summary->clear();
    m_again->hide();
}

void WherePage::startTest(bool createFolder)
{
    clearSteps();
    m_isTested = false;
    const Place *chosen = place();
    // On a drive the program makes its own folder; elsewhere it asks first.
    const bool create = createFolder || (chosen && chosen->drive);
    m_test = m_engine.testDestination(folder().bytes(), m_purpose == Purpose::ExistingBackup
                                                            ? DestinationUse::Read
                                                        : create ? DestinationUse::Create
                                                                 : DestinationUse::Write);
    Q_EMIT completeChanged();
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
    row->setStep(step);
}

bool WherePage::holdsBackup() const
{
    return m_facts.versionsFound > 0;
}

void WherePage::testDone(const DestinationFacts &facts)
{
    m_facts = facts;
    m_isTested = true;
    m_again->show();
    if (m_purpose == Purpose::ExistingBackup)
        m_summary->setText(holdsBackup() ? tr("A backup with %n version(s), the newest %1.",
                                              nullptr, int(facts.versionsFound))
                                               .arg(agoText(QDateTime::currentSecsSinceEpoch() -
                                                            facts.newestVersion))
                           : facts.usable ? tr("There is no backup in this folder.")
                                          : QString());
    else if (holdsBackup())
        m_summary->setText(
            tr("There is already a backup here, with %n version(s). Choose another folder, or use "
               "“Get files back from an existing backup” on the first page.",
               nullptr, int(facts.versionsFound)));
    else if (facts.usable && facts.freeBytes >= 0)
        m_summary->setText(tr("%1 free. Measured %2/s.")
                               .arg(sizeText(facts.freeBytes), sizeText(facts.bytesPerSecond)));
    Q_EMIT completeChanged();
    Q_EMIT resultChanged();
}

bool WherePage::isComplete() const
{
    return m_isTested && m_facts.usable && holdsBackup() == (m_purpose == Purpose::ExistingBackup);
}

void WherePage::apply(JobConfig &job) const
{
    const Place *chosen = place();
    job.destination = folder().bytes();
    job.drive.reset();
    if (!chosen || !chosen->drive)
        return;
    DriveRef drive;
    drive.uuid = chosen->drive->uuid;
    drive.label = chosen->drive->label;
    drive.sizeBytes = chosen->drive->totalBytes;
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
