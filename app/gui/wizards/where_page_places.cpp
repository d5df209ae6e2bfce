// SPDX-License-Identifier: MIT
// The list of places: drives, backups that were found, a folder.
#include "app/gui/wizards/where_page.h"

#include "app/gui/widgets/build.h"

#include <QDateTime>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QSysInfo>

#include <algorithm>
#include <climits>

namespace cairn::gui {

using namespace Qt::StringLiterals;

namespace {

QString folderOnDrive()
{
    const QString host = QSysInfo::machineHostName();
    return u"Cairn/"_s + (host.isEmpty() ? u"this-computer"_s : host);
}

} // namespace

// The choice stays where it was; at first it is the largest drive that can be taken away.
void WherePage::showDrives()
{
    std::optional<Place> before = place() ? std::optional(*place()) : std::nullopt;
    // The list makes its first row the current one when it gets the focus: no choice of anybody.
    if (before && !before->drive && m_folder->text().isEmpty())
        before.reset();
    const bool hadFolder = before && !before->drive;
    const QSignalBlocker blocked(m_kinds);
    m_kinds->clear();
    m_places.clear();
    int chosen = -1;
    for (const FoundBackup &backup : m_found) {
        addFound(backup);
        if (before && before->folder == m_places.back().folder &&
            before->prefix == m_places.back().prefix && !before->folder.isEmpty())
            chosen = int(m_places.size()) - 1;
    }
    std::vector<Drive> drives = m_engine.drives();
    const bool isAbsent =
        m_present && m_present->job.drive &&
        std::ranges::none_of(drives, [this](const Drive &drive) { return isPlaceOfJob({drive}); });
    if (isAbsent) {
        Drive drive;
        drive.uuid = m_present->job.drive->uuid;
        drive.label = m_present->job.drive->label;
        drive.deviceBytes = m_present->job.drive->sizeBytes;
        drives.insert(drives.begin(), drive);
    }
    for (const Drive &drive : drives) {
        addDrive(drive);
        const bool isFirstChoice =
            chosen < 0 && !before && (m_present ? isPlaceOfJob({drive}) : drive.isRemovable);
        const bool wasChosen = before && before->folder.isEmpty() && before->drive &&
                               drive.id() == before->drive->id();
        if (wasChosen || isFirstChoice)
            chosen = int(m_places.size()) - 1;
    }
    new QListWidgetItem(IconSet::icon(Icon::Folder, IconTone::Accent),
                        m_places.empty() ? tr("Folder or network share… (a drive that you connect "
                                              "appears here)")
                                         : tr("Folder or network share…"),
                        m_kinds);
    m_places.push_back({});
    if ((hadFolder && chosen < 0) || (!before && m_present && !m_present->job.drive))
        chosen = int(m_places.size()) - 1;
    m_kinds->setCurrentRow(chosen);
    const Place *now = place();
    const auto mountOf = [](const Place &place) {
        return place.drive ? place.drive->mountPoint : FilePath();
    };
    if (!now || !before || mountOf(*now) != mountOf(*before))
        placeChosen();
}

void WherePage::addDrive(const Drive &drive)
{
    const QString text =
        tr("%1 · %2 free of %3")
            .arg(drive.label, sizeText(drive.freeBytes), sizeText(drive.totalBytes));
    const bool isAdvised = drive.isRemovable && m_purpose == Purpose::NewBackup;
    auto *item = new QListWidgetItem(
        IconSet::icon(drive.isRemovable ? Icon::UsbDrive : Icon::Drive, IconTone::Accent),
        drive.canMount ? tr("%1 · %2, not mounted").arg(drive.label, sizeText(drive.totalBytes))
        : drive.mountPoint.empty() ? tr("%1 · not connected").arg(drive.label)
        : isAdvised                ? tr("%1 · recommended: separate from this computer").arg(text)
                                   : text,
        m_kinds);
    item->setToolTip(drive.mountPoint.display());
    m_places.push_back({drive});
}

// It stays on its drive wherever that is mounted.
void WherePage::addFound(const FoundBackup &backup)
{
    Place place;
    place.folder = backup.folder.display();
    place.prefix = backup.prefix;
    QString where = place.folder;
    for (const Drive &drive : m_engine.drives()) {
        const std::string mount = drive.mountPoint.bytes() + '/';
        if (drive.mountPoint.empty() || !backup.folder.bytes().starts_with(mount))
            continue;
        place.drive = drive;
        place.folder = FilePath(backup.folder.bytes().substr(mount.size())).display();
        where = drive.label;
    }
    const QString age = agoText(QDateTime::currentSecsSinceEpoch() - backup.newest);
    const bool hasOther = std::ranges::any_of(m_found, [&backup](const FoundBackup &other) {
        return other.folder == backup.folder && other.prefix != backup.prefix;
    });
    QString text = tr("Found on %1: %n version(s), newest %2", nullptr,
                      int(std::min<qint64>(backup.versions, INT_MAX)))
                       .arg(isolated(where), age);
    if (hasOther && !backup.prefix.empty())
        text = tr("%1 · “%2”", "backup, its name").arg(text, QString::fromStdString(backup.prefix));
    auto *item = new QListWidgetItem(IconSet::icon(Icon::Restore, IconTone::Accent), text, m_kinds);
    item->setToolTip(backup.folder.display());
    m_places.push_back(std::move(place));
}

WherePage::~WherePage()
{
    if (m_searches > 0)
        m_engine.stopSearchingBackups();
}

void WherePage::followSearch()
{
    connect(&m_engine, &EngineProxy::backupFound, this, [this](const FoundBackup &backup) {
        if (std::ranges::find(m_found, backup) != m_found.end())
            return;
        m_found.push_back(backup);
        showDrives();
    });
    connect(&m_engine, &EngineProxy::backupsSearched, this, [this] {
        m_searches = std::max(0, m_searches - 1);
        if (!place())
            m_summary->setText(noChoiceText());
    });
    connect(&m_engine, &EngineProxy::drivesChanged, this, &WherePage::searchNewDrives);
}

void WherePage::search()
{
    ++m_searches;
    m_engine.searchBackups();
    if (!place())
        m_summary->setText(noChoiceText());
}

// One that is mounted while the page is open; also one that was away.
void WherePage::searchNewDrives()
{
    std::set<FilePath> now;
    for (const Drive &drive : m_engine.drives())
        if (!drive.mountPoint.empty())
            now.insert(drive.mountPoint);
    const bool hasNew = !std::ranges::includes(m_searched, now);
    m_searched = std::move(now);
    if (hasNew && m_wantsSearch)
        search();
}

void WherePage::offer(const FoundBackup &backup)
{
    m_found.push_back(backup);
    showDrives();
    m_kinds->setCurrentRow(int(m_found.size()) - 1);
}

bool WherePage::isTyped() const
{
    return place() && m_folder->text().trimmed() != usualFolder(*place());
}

QString WherePage::noChoiceText() const
{
    if (m_purpose != Purpose::ExistingBackup)
        return tr("Choose where the copies go. Cairn waits for your choice.");
    return m_searches > 0    ? tr("Looking for backups on the drives and in your home folder…")
           : m_found.empty() ? tr("No backup was found by itself. Choose its drive or folder.")
                             : tr("Choose the backup.");
}

// A place that was found is a choice that needs nothing typed.
void WherePage::initializePage()
{
    if (m_purpose != Purpose::ExistingBackup)
        return;
    searchNewDrives();
    m_wantsSearch = true;
    if (m_found.empty())
        search();
}

bool WherePage::isPlaceOfJob(const Place &place) const
{
    if (!m_present)
        return false;
    const auto &drive = m_present->job.drive;
    if (!drive || !place.drive)
        return !drive && !place.drive;
    return place.drive->id() == driveId(*drive);
}

QString WherePage::usualFolder(const Place &place) const
{
    if (!place.folder.isEmpty())
        return place.folder;
    if (isPlaceOfJob(place))
        return place.drive ? m_present->job.drive->folder.display()
                           : destinationText(m_present->job);
    return place.drive ? folderOnDrive() : QString();
}

const WherePage::Place *WherePage::place() const
{
    const int row = m_kinds->currentRow();
    return row >= 0 && std::size_t(row) < m_places.size() ? &m_places[std::size_t(row)] : nullptr;
}

} // namespace cairn::gui
