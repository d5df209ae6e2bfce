// SPDX-License-Identifier: MIT
#include "core/config/job_import.h"

#include "core/base/text.h"
#include "core/config/destination_place.h"
#include "core/config/destination_secrets.h"
#include "core/config/import_rules.h"
#include "core/config/job_options.h"
#include "core/config/option_values.h"
#include "core/config/task_fields.h"

#include <QFile>
#include <QProcessEnvironment>
#include <QStandardPaths>

#include <algorithm>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

using Kind = ImportNote::Kind;

QString optionName(std::string_view name)
{
    return u"--"_s % displayText(name);
}

void note(ImportedJob &taken, Kind kind, QString what, QString why)
{
    taken.notes.push_back({kind, std::move(what), std::move(why)});
}

void takeSource(const std::string &source, const ImportPlaces &places, ImportedJob &taken)
{
    const QString shown = displayText(source);
    if (source.starts_with('@')) {
        note(taken, Kind::LeftOut, shown, u"It lies on another service, which is not read here."_s);
        return;
    }
    std::string path = expanded(source, places);
    while (path.size() > 1 && path.ends_with('/'))
        path.pop_back();
    if (!path.starts_with('/')) {
        const bool isWindows = path.find(":\\") == 1 || path.starts_with("\\\\");
        note(taken, Kind::LeftOut, shown,
             isWindows ? u"It is a path of Windows."_s
                       : u"It is no whole path on this computer."_s);
        return;
    }
    if (path.find('\0') != std::string::npos)
        return;
    if (source.find_first_of("%$") != std::string::npos && !source.starts_with(path))
        note(taken, Kind::Remark, shown, u"On this computer it is %1."_s.arg(displayText(path)));
    if (std::ranges::find(taken.job.sources, FilePath(path)) == taken.job.sources.end())
        taken.job.sources.emplace_back(std::move(path));
}

void takeFilter(FilterEntry filter, const ImportPlaces &places, ImportedJob &taken)
{
    const std::string &text = filter.expression;
    const bool isRegex = text.starts_with('[') && text.ends_with(']');
    std::string here = expanded(text, places, isRegex);
    if (here != text) {
        note(taken, Kind::Remark, displayText(text),
             u"On this computer it is %1."_s.arg(displayText(here)));
        filter.expression = std::move(here);
    }
    taken.job.rules.push_back(std::move(filter));
}

void takeField(const std::string &name, const std::string &value, ImportedJob &taken)
{
    JobConfig &job = taken.job;
    const auto keep = [&](Keep::Kind kind) {
        if (value.empty() || (kind == Keep::Kind::Count && value == "0"))
            return;
        if (job.keep.kind != Keep::Kind::Everything && job.keep.kind != kind)
            note(taken, Kind::LeftOut, u"--keep-versions, --keep-time, --retention-policy"_s,
                 u"Only one of them can hold; it is %1."_s.arg(optionName(name)));
        job.keep = {kind, value};
    };
    const std::string_view known = findOption(name)->name;
    if (known == "keep-versions") {
        keep(Keep::Kind::Count);
    } else if (known == "keep-time") {
        keep(Keep::Kind::Time);
    } else if (known == "retention-policy") {
        keep(Keep::Kind::Policy);
    } else if (known == "no-encryption") {
        job.encrypted = !parseBoolean(known, value).value_or(false);
    } else if (known == "encryption-module") {
        job.encrypted = job.encrypted && !value.empty() && asciiLower(value) != "none";
        job.options.erase("encryption-module");
    } else if (known == "skip-files-larger-than") {
        const std::int64_t size =
            parseSize(known, value, findOption(known)->defaultUnit).value_or(0);
        job.largestFile = size > 0 ? std::optional(size) : std::nullopt;
    }
}

void takeSetting(const std::string &name, const std::string &value, ImportedJob &taken)
{
    const SettingVerdict verdict = judgeSetting(name, value);
    const OptionSpec *spec = findOption(name);
    // Of a family (s3-ext-*) each member has a name of its own.
    const std::string known =
        spec && !spec->name.ends_with('*') ? std::string(spec->name) : asciiLower(name);
    switch (verdict.fate) {
    case SettingFate::Own:
        takeField(known, value, taken);
        break;
    case SettingFate::Secret:
        taken.secrets[known] = Secret(value);
        break;
    case SettingFate::Script:
        taken.scripts[known] = value;
        break;
    case SettingFate::Idle:
        note(taken, Kind::NoEffect, optionName(known), verdict.why);
        [[fallthrough]];
    case SettingFate::Option:
        taken.job.options[known] = value;
        if (known == "disable-on-battery" && parseBoolean(known, value).value_or(false))
            note(taken, Kind::Remark, optionName(known),
                 u"A run that is due on battery is not left out: it waits for the mains."_s);
        break;
    case SettingFate::Dropped:
        if (!verdict.why.isEmpty())
            note(taken, Kind::LeftOut, optionName(known), verdict.why);
        break;
    }
}

// Leaves out what does not go together with the rest, as far as that is more than one option.
void dropConflicts(ImportedJob &taken)
{
    const auto works = [](const JobConfig &job) -> Result<> {
        CAIRN_LET(options, toOptionSet(job, {}));
        return resolve(options).map([](const JobOptions &) {});
    };
    if (works(taken.job))
        return;
    auto options = std::move(taken.job.options);
    taken.job.options.clear();
    // Both sizes at once: one may need the other.
    for (const char *name : {"dblock-size", "blocksize"})
        if (auto found = options.extract(name))
            taken.job.options.insert(std::move(found));
    if (auto fine = works(taken.job); !fine) {
        note(taken, Kind::LeftOut, u"--dblock-size, --blocksize"_s, fine.error().message);
        taken.job.options.clear();
    }
    for (auto &[name, value] : options) {
        taken.job.options[name] = value;
        if (auto fine = works(taken.job); !fine) {
            const QString what = optionName(name);
            std::erase_if(taken.notes, [&](const ImportNote &note) { // it was to be kept
                return note.what == what && note.kind == Kind::NoEffect;
            });
            note(taken, Kind::LeftOut, what, fine.error().message);
            taken.job.options.erase(name);
        }
    }
}

void takeDestination(const std::string &url, ImportedJob &taken)
{
    taken.job.destination =
        strippedUrl(url, [&](const std::string &name, const std::string &value) {
            const OptionSpec *spec = findOption(name);
            if (!spec)
                return false;
            if (spec->type == OptionType::Password) {
                if (!value.empty())
                    taken.secrets[std::string(spec->name)] = Secret(value);
                return true;
            }
            if (!isScript(name, value))
                return false;
            taken.scripts[std::string(spec->name)] = value;
            return true;
        });
}

void takeScheduleOf(const TaskSchedule &task, const ImportPlaces &places, ImportedJob &taken)
{
    ScheduleTaken schedule = scheduleFrom(task, places.zone);
    taken.job.schedule = std::move(schedule.schedule);
    for (QString &remark : schedule.remarks)
        note(taken, Kind::Remark, u"schedule"_s, std::move(remark));
}

// Duplicati's are words for people, as a group is.
void takeTags(const QStringList &tags, ImportedJob &taken)
{
    QStringList left;
    for (const QString &tag : tags)
        if (const QString word = tag.simplified(); !word.isEmpty())
            left << word;
    if (left.isEmpty())
        return;
    taken.job.group = left.takeFirst();
    if (!left.isEmpty())
        note(taken, Kind::LeftOut, u"tags"_s,
             u"A backup is in one group here. It is “%1”, not: %2."_s.arg(taken.job.group,
                                                                          left.join(u", ")));
}

void noteTheRest(const ForeignJob &foreign, ImportedJob &taken)
{
    if (!foreign.description.isEmpty())
        note(taken, Kind::LeftOut, u"description"_s, u"A backup has none here."_s);
    if (foreign.hasFurtherDestinations)
        note(taken, Kind::LeftOut, u"further destinations"_s,
             u"A backup goes to one destination here."_s);
    if (!foreign.connection.isEmpty())
        note(taken, Kind::LeftOut, u"connection “%1”"_s.arg(foreign.connection),
             u"What signs in at the destination is saved apart in Duplicati: enter it here."_s);
}

} // namespace

ImportPlaces ImportPlaces::fromSystem()
{
    ImportPlaces places;
    const QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const QString &name : environment.keys())
        places.names[name.toStdString()] = environment.value(name).toStdString();
    using Place = QStandardPaths::StandardLocation;
    const std::pair<const char *, Place> kPlaces[] = {
        {"HOME", QStandardPaths::HomeLocation},
        {"MY_DOCUMENTS", QStandardPaths::DocumentsLocation},
        {"MY_MUSIC", QStandardPaths::MusicLocation},
        {"MY_PICTURES", QStandardPaths::PicturesLocation},
        {"MY_VIDEOS", QStandardPaths::MoviesLocation},
        {"MY_MOVIES", QStandardPaths::MoviesLocation},
        {"MY_DOWNLOADS", QStandardPaths::DownloadLocation},
        {"DESKTOP", QStandardPaths::DesktopLocation},
        {"APPDATA", QStandardPaths::GenericConfigLocation}};
    for (const auto &[name, place] : kPlaces)
        if (const QString path = QStandardPaths::writableLocation(place); !path.isEmpty())
            places.names[name] = QFile::encodeName(path).toStdString();
    return places;
}

ImportedJob takeOver(ForeignJob foreign, const ImportPlaces &places)
{
    ImportedJob taken;
    JobConfig &job = taken.job;
    job.keep = {};
    job.name = foreign.name;
    if (!foreign.operation.isEmpty() && foreign.operation.compare("backup"_L1, Qt::CaseInsensitive))
        taken.obstacle = u"It is no backup, but “%1”."_s.arg(foreign.operation.left(40));
    for (const auto &[name, value] : foreign.settings) {
        if (name == "backup-name" && job.name.isEmpty())
            job.name = toQString(value).trimmed();
        takeSetting(name, value, taken);
    }
    takeDestination(foreign.destination, taken); // what stands in the URL wins
    if (!job.encrypted)
        taken.secrets.erase("passphrase");
    for (const std::string &source : foreign.sources)
        takeSource(source, places, taken);
    for (FilterEntry &filter : foreign.filters)
        takeFilter(std::move(filter), places, taken);
    takeTags(foreign.tags, taken);
    if (foreign.schedule)
        takeScheduleOf(*foreign.schedule, places, taken);
    dropConflicts(taken);
    noteTheRest(foreign, taken);
    if (taken.obstacle.isEmpty() && job.destination.empty())
        taken.obstacle = u"It has no destination."_s;
    if (taken.obstacle.isEmpty() && job.sources.empty())
        taken.obstacle = u"Nothing of what it saves is on this computer."_s;
    if (job.name.isEmpty())
        job.name = u"Imported backup"_s;
    return taken;
}

ImportedJob takeOver(const QJsonObject &task, const ImportPlaces &places)
{
    ImportedJob taken = takeOver(foreignJobOf(task), places);
    if (!isOwnTask(task))
        return taken;
    JobConfig job;
    job.name = taken.job.name;
    readOwnFields(task[u"Cairn"].toObject(), job);
    ImportedJob ours;
    ours.secrets = std::move(taken.secrets);
    if (!job.encrypted)
        ours.secrets.erase("passphrase");
    ours.job = std::move(job);
    std::erase_if(ours.job.options, [&](const auto &option) {
        if (!isScript(option.first, option.second))
            return false;
        ours.scripts[option.first] = option.second;
        return true;
    });
    dropConflicts(ours);
    return ours;
}

void allowScripts(ImportedJob &job)
{
    job.job.options.merge(job.scripts);
    job.scripts.clear();
    dropConflicts(job);
}

void fitIn(std::vector<JobConfig> &known, ImportedJob &imported, Random &random, std::int64_t now)
{
    JobConfig &job = imported.job;
    QStringList names;
    for (const JobConfig &other : known) {
        names << other.name;
        if (other.id == job.id)
            job.id.clear();
    }
    if (!isJobId(job.id))
        job.id = newJobId(random);
    if (const JobConfig *other = otherAtPlace(known, job); other && imported.obstacle.isEmpty())
        imported.obstacle = placeTakenText(*other);
    job.name = freeName(job.name, names);
    job.createdAt = now;
    job.unattended = false; // its secrets are not where a program finds them then
    if (job.schedule.runsByItself())
        job.schedule.since = now;
    if (imported.obstacle.isEmpty())
        known.push_back(job);
}

QString freeName(const QString &name, const QStringList &taken)
{
    QString free = name;
    for (int number = 2; taken.contains(free, Qt::CaseInsensitive); ++number)
        free = u"%1 (%2)"_s.arg(name, QString::number(number));
    return free;
}

} // namespace cairn
