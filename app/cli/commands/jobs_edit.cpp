// SPDX-License-Identifier: MIT
#include "app/cli/commands/jobs_edit.h"

#include "app/cli/arguments.h"
#include "core/base/text.h"
#include "core/config/destination_secrets.h"
#include "core/config/schedule_text.h"

#include <algorithm>

namespace cairn::cli {

using namespace Qt::StringLiterals;

namespace {

tl::unexpected<Error> wrong(const QString &message)
{
    return fail(ErrorCode::InvalidArgument, "OptionValidationError", message);
}

void setKeep(JobConfig &job, Keep::Kind kind, const std::string &value)
{
    const bool none = value.empty() || (kind == Keep::Kind::Count && value == "0");
    job.keep = none ? Keep{} : Keep{kind, value};
}

Result<> setSchedule(JobConfig &job, const std::string &text, QDate today, std::int64_t now)
{
    CAIRN_LET(schedule, parseScheduleText(text, today));
    job.schedule = std::move(schedule);
    if (job.schedule.runsByItself())
        job.schedule.since = now;
    return {};
}

// Drops what the list names: an option, or a part of the job that an option stands for.
Result<> unset(JobConfig &job, const std::string &list)
{
    const QStringList names = toQString(list).split(u',', Qt::SkipEmptyParts);
    for (const QString &word : names) {
        std::string name = asciiLower(word.trimmed().toStdString());
        name.erase(0, std::min(name.find_first_not_of('-'), name.size()));
        const OptionSpec *spec = findOption(name);
        if (spec && !spec->name.ends_with('*'))
            name = spec->name;
        if (name == "include" || name == "exclude")
            job.rules.clear();
        else if (name == "keep-versions" || name == "keep-time" || name == "retention-policy")
            job.keep = {};
        else if (name == "skip-files-larger-than")
            job.largestFile.reset();
        else if (name == "schedule")
            job.schedule = {};
        else if (name == "group")
            job.group.clear();
        else if (name == "tag")
            job.tag = JobTag::None;
        else if (job.options.erase(name) == 0)
            return wrong(u"--unset: the backup has no option --%1."_s.arg(displayText(name)));
    }
    return {};
}

// True if a field of the job holds it.
Result<bool> setField(JobConfig &job, const OptionSet &options, const std::string &name,
                      QDate today, std::int64_t now)
{
    const std::string value = options.text(name);
    if (name == "keep-versions") {
        setKeep(job, Keep::Kind::Count, value);
    } else if (name == "keep-time") {
        setKeep(job, Keep::Kind::Time, value);
    } else if (name == "retention-policy") {
        setKeep(job, Keep::Kind::Policy, value);
    } else if (name == "no-encryption") {
        job.encrypted = !options.boolean(name);
    } else if (name == "skip-files-larger-than") {
        const std::int64_t size = options.size(name);
        job.largestFile = size > 0 ? std::optional(size) : std::nullopt;
    } else if (name == "encryption-module" && options.word(name) != "gpg") {
        job.options.erase(name);
        job.encrypted = options.word(name) == "aes";
    } else if (name == "schedule") {
        CAIRN_TRY(setSchedule(job, value, today, now));
    } else if (name == "unattended") {
        job.unattended = options.boolean(name);
    } else if (name == "rename") {
        job.name = toQString(value).trimmed();
    } else if (name == "group") {
        job.group = toQString(value).simplified();
    } else if (name == "tag") {
        job.tag = jobTagFromName(options.word(name)).value_or(JobTag::None);
    } else if (name == "source") {
        job.sources.clear();
        for (const FilePath &source : options.paths(name))
            job.sources.push_back(absolutePath(source.bytes()));
    } else {
        return false;
    }
    return true;
}

// The others say how this program speaks now.
bool isOfItsRuns(const OptionSpec &spec)
{
    constexpr std::string_view kNames[] = {"log-file", "log-file-log-level",
                                           "allow-paths-in-log-messages"};
    return std::ranges::find(kNames, spec.name) != std::end(kNames);
}

} // namespace

Result<> applyOptions(const OptionSet &options, JobConfig &job, QDate today, std::int64_t now)
{
    const bool isFolder = job.destination.find("://") == std::string::npos;
    if (options.isSet("keep-versions") + options.isSet("keep-time") +
            options.isSet("retention-policy") >
        1)
        return wrong(u"Only one of --keep-versions, --keep-time and --retention-policy can be "
                     u"used."_s);
    if (options.isSet("unset"))
        CAIRN_TRY(unset(job, options.text("unset")));
    if (!options.filters().empty())
        job.rules = options.filters();
    for (const auto &[name, value] : options.printable()) {
        const OptionSpec *spec = findOption(name);
        CAIRN_LET(isField, setField(job, options, name, today, now));
        const bool isOurs = spec->category == OptionCategory::Program ||
                            (spec->category == OptionCategory::Logging && !isOfItsRuns(*spec));
        // The name may come from the environment; folders have no use for one.
        if (!isField && !isOurs && !(isFolder && name == "auth-username"))
            job.options[name] = name == "log-file" && !value.empty()
                                    ? absolutePath(value).bytes() // whoever runs it is elsewhere
                                    : value;
    }
    return {};
}

std::string destinationFrom(const std::string &word, std::map<std::string, Secret> &secrets)
{
    if (word.find("://") == std::string::npos)
        return absolutePath(word).bytes();
    return strippedUrl(word, [&](const std::string &name, const std::string &value) {
        if (!isSecretOption(name))
            return false;
        if (!value.empty())
            secrets[std::string(findOption(name)->name)] = Secret(value);
        return true;
    });
}

} // namespace cairn::cli
