// SPDX-License-Identifier: MIT
#include "core/config/job_config.h"

#include "core/base/text.h"
#include "core/config/job_options.h"

#include <QFile>
#include <QStandardPaths>

#include <algorithm>
#include <charconv>
#include <chrono>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t kIdLength = 8;
// Options that fields of their own stand for.
constexpr std::string_view kOwnOptions[] = {
    "include",          "exclude",       "source",
    "passphrase",       "keep-versions", "keep-time",
    "retention-policy", "no-encryption", "skip-files-larger-than"};

// A path among the characters of a regular expression.
std::string escaped(std::string_view path)
{
    std::string out;
    for (const char c : path) {
        if (std::string_view("\\^$.|?*+()[]{}").find(c) != std::string_view::npos)
            out += '\\';
        out += c;
    }
    return out;
}

Error invalid(const char *id, const QString &message)
{
    return {ErrorCode::InvalidArgument, message, QLatin1String(id), {}};
}

Result<> setKeep(OptionSet &options, const Keep &keep)
{
    switch (keep.kind) {
    case Keep::Kind::Everything:
        break;
    case Keep::Kind::Count:
        return options.set("keep-versions", keep.value);
    case Keep::Kind::Time:
        return options.set("keep-time", keep.value);
    case Keep::Kind::Policy:
        return options.set("retention-policy", keep.value);
    }
    return {};
}

Result<> setFurther(OptionSet &options, const JobConfig &job)
{
    for (const auto &[name, value] : job.options) {
        const OptionSpec *spec = findOption(name);
        if (spec && spec->type == OptionType::Password)
            return fail(invalid("JOB_SECRET",
                                u"--%1 is a secret: it belongs into the key store, not among the "
                                u"settings."_s.arg(toQString(spec->name))));
        if (spec && std::ranges::find(kOwnOptions, spec->name) != std::end(kOwnOptions))
            return fail(
                invalid("JOB_OPTION", u"--%1 has a place of its own in a backup's settings."_s.arg(
                                          toQString(spec->name))));
        CAIRN_TRY(options.set(name, value));
    }
    return {};
}

} // namespace

std::optional<SkipSet> skipSetFromName(std::string_view name)
{
    const auto found = std::ranges::find(kSkipSetNames, name);
    if (found == kSkipSetNames.end())
        return std::nullopt;
    return static_cast<SkipSet>(found - kSkipSetNames.begin());
}

std::optional<JobTag> jobTagFromName(std::string_view name)
{
    const auto found = std::ranges::find(kJobTagNames, name);
    if (found == kJobTagNames.end())
        return std::nullopt;
    return static_cast<JobTag>(found - kJobTagNames.begin());
}

std::string newJobId(Random &random)
{
    return random.hexId().substr(0, kIdLength);
}

bool isJobId(std::string_view id)
{
    return id.size() == kIdLength &&
           id.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

SkipPlaces SkipPlaces::fromSystem()
{
    const QString downloads = QStandardPaths::writableLocation(QStandardPaths::DownloadLocation);
    return {FilePath(QFile::encodeName(downloads).toStdString())};
}

QString driveId(const QString &uuid, const QString &label, std::int64_t deviceBytes)
{
    return !uuid.isEmpty() ? uuid
                           : QString(u"label:"_s % label % u':' % QString::number(deviceBytes));
}

std::vector<FilterEntry> skipRules(SkipSet set, const SkipPlaces &places)
{
    switch (set) {
    case SkipSet::Caches:
        return {{false, "{CacheFiles}"}};
    case SkipSet::Trash:
        return {{false, "*/.local/share/Trash/"}, {false, "*/.Trash-*/"}};
    case SkipSet::Temporary:
        return {{false, "{TemporaryFiles}"}};
    case SkipSet::Installers:
        if (places.downloads.empty())
            return {};
        return {
            {false,
             std::string("[")
                 .append(escaped(places.downloads.bytes()))
                 .append("/.*\\.(iso|img|deb|rpm|run|AppImage|flatpak|snap|exe|msi|dmg|pkg)]")}};
    case SkipSet::VmImages:
        return {{false, "[.*\\.(vdi|vmdk|vhd|vhdx|qcow2?|hdd)]"}};
    }
    return {};
}

std::vector<SkipSet> skipSetsByFilter(const JobConfig &job, const SkipPlaces &places)
{
    std::vector<SkipSet> sets;
    for (const SkipSet set : job.skipSets)
        sets.insert(sets.end(), skipRules(set, places).size(), set);
    return sets;
}

std::optional<SkipSet> skipSetOf(const JobConfig &job, const std::vector<SkipSet> &byFilter,
                                 int filter)
{
    const auto behind = filter - std::ssize(job.rules);
    return behind >= 0 && behind < std::ssize(byFilter)
               ? std::optional(byFilter[std::size_t(behind)])
               : std::nullopt;
}

Result<OptionSet> toOptionSet(const JobConfig &job, const SkipPlaces &places)
{
    OptionSet options;
    CAIRN_TRY(setFurther(options, job));
    CAIRN_TRY(setKeep(options, job.keep));
    if (!job.encrypted)
        CAIRN_TRY(options.set("no-encryption", "true"));
    if (job.largestFile)
        CAIRN_TRY(options.set("skip-files-larger-than", std::to_string(*job.largestFile) + "b"));
    for (const FilterEntry &rule : job.rules)
        options.addFilter(rule);
    for (const SkipSet set : job.skipSets)
        for (FilterEntry &rule : skipRules(set, places))
            options.addFilter(std::move(rule));
    return options;
}

Result<> checkJobConfig(const JobConfig &job)
{
    if (!isJobId(job.id))
        return fail(invalid("JOB_ID", u"A backup needs an id of eight hex digits."_s));
    if (job.name.trimmed().isEmpty())
        return fail(invalid("JOB_NAME", u"A backup needs a name."_s));
    if (job.destination.empty() && !job.drive)
        return fail(invalid("JOB_DESTINATION", u"A backup needs a destination."_s));
    if (job.drive && (job.drive->uuid.isEmpty() && job.drive->label.isEmpty()))
        return fail(invalid("JOB_DESTINATION", u"Nothing says which drive is meant."_s));
    if (job.sources.empty())
        return fail(invalid("JOB_SOURCES", u"Nothing is chosen to be saved."_s));
    for (const FilePath &source : job.sources)
        if (!source.bytes().starts_with('/'))
            return fail(invalid("JOB_SOURCES", u"%1 is not a whole path."_s.arg(source.display())));
    if (job.largestFile && *job.largestFile <= 0)
        return fail(invalid("JOB_OPTION", u"The largest size of a file must be above 0."_s));
    CAIRN_TRY(checkSchedule(job.schedule));
    CAIRN_LET(options, toOptionSet(job));
    return resolve(options).map([](const JobOptions &) {});
}

} // namespace cairn
