// SPDX-License-Identifier: MIT
// The hard errors of engine.md §0.2 that need more than one option, or more than its syntax.
#include "core/config/job_checks.h"

#include "core/base/text.h"
#include "core/config/option_values.h"

#include <QStringList>
#include <QUrl>

#include <algorithm>
#include <initializer_list>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::minutes kShortestKeep(5); // engine.md §10.1
constexpr std::int64_t kMiB = 1 << 20;
constexpr std::int64_t kGiB = std::int64_t{1} << 30;

tl::unexpected<Error> wrong(const char *id, const QString &message)
{
    return fail(ErrorCode::InvalidArgument, id, message);
}

// The smallest volume: below it the overhead of a remote file outweighs its content. Tests of many
// volumes need small ones.
std::int64_t smallestVolume()
{
#ifdef CAIRN_TEST_HOOKS
    if (qEnvironmentVariable("CAIRN_TEST_LIMITS") == u"1")
        return 8 * 1024;
#endif
    return kMiB;
}

Result<> checkPrefix(const std::string &prefix)
{
    if (prefix.find('-') != std::string::npos)
        return wrong("PrefixCannotContainHyphens",
                     u"--prefix=%1: a prefix cannot contain a hyphen, because remote names are "
                     u"taken apart at hyphens."_s.arg(displayText(prefix)));
    // Remote names must be good names everywhere, and good text in every listing.
    const bool good = !prefix.empty() && prefix.size() <= 100 && isValidUtf8(prefix) &&
                      prefix.front() != '.' &&
                      std::all_of(prefix.begin(), prefix.end(), [](char c) {
                          return static_cast<unsigned char>(c) > 0x20 && c != 0x7f &&
                                 std::string_view("/\\:*?\"<>|").find(c) == std::string_view::npos;
                      });
    if (!good)
        return wrong("OptionValidationError",
                     u"--prefix=%1 is not a valid value. Allowed: letters, digits and signs that "
                     u"may stand in a file name everywhere; no space, no hyphen, no dot at the "
                     u"start."_s.arg(displayText(prefix)));
    return {};
}

// A placeholder that nobody fills in would become the passphrase itself.
Result<> checkPlaceholder(const OptionSet &given)
{
    if (!given.isSet("secret-provider") || !given.isSet("passphrase"))
        return {};
    const std::string pattern = given.text("secret-provider-pattern");
    const Secret passphrase = given.secret("passphrase");
    if (!pattern.empty() && passphrase.reveal().starts_with(pattern))
        return fail(ErrorCode::Unsupported,
                    u"The passphrase looks like a placeholder of --secret-provider, which this "
                    u"version does not look up. Give the passphrase itself, or remove "
                    u"--secret-provider."_s);
    return {};
}

Result<> checkRestoreModes(const OptionSet &given)
{
    const int modes = (given.boolean("overwrite") ? 1 : 0) + (given.boolean("keep-both") ? 1 : 0) +
                      (given.boolean("only-missing") ? 1 : 0);
    if (modes > 1)
        return wrong("OptionValidationError",
                     u"Only one of --overwrite, --keep-both and --only-missing can be used."_s);
    if (given.word("restore-all-files") != "False" && given.path("restore-path").empty())
        return wrong("RestoreAllFilesRequiresRestorePath",
                     u"--restore-all-files needs --restore-path: every version gets a folder "
                     u"there."_s);
    if (given.path("restore-path").bytes().starts_with('@'))
        return fail(ErrorCode::Unsupported, "InvalidRestoreDestination",
                    u"--restore-path begins with @, which means a remote place. This version "
                    u"restores into folders alone; put ./ before a folder of that name."_s);
    return {};
}

// What it may begin with; the place itself may hold a password.
Result<> checkAddresses(const std::vector<std::string> &places, std::string_view option,
                        std::initializer_list<QLatin1String> schemes)
{
    for (const std::string &place : places) {
        const QUrl url(toQString(place));
        if (url.isValid() && !url.host().isEmpty() &&
            std::ranges::find(schemes, url.scheme()) != schemes.end())
            continue;
        QStringList known;
        for (const QLatin1String scheme : schemes)
            known << scheme % u"://"_s;
        return fail(ErrorCode::InvalidArgument, "OptionValidationError",
                    u"--%1: something in it is no address that a report can go to. Allowed: %2 "
                    u"and a server."_s.arg(toQString(option), known.join(u", "_s)));
    }
    return {};
}

} // namespace

std::int64_t automaticBlocksize(std::int64_t sourceBytes)
{
    if (sourceBytes <= 256 * kGiB)
        return kMiB / 8;
    if (sourceBytes <= 1024 * kGiB)
        return kMiB / 4;
    return kMiB;
}

Result<> checkVolumeSize(std::int64_t dblockSize, std::int64_t blocksize)
{
    if (dblockSize < smallestVolume())
        return wrong("VolumeSizeTooSmall",
                     u"--dblock-size is %1. Allowed: at least %2."_s.arg(
                         formatSize(dblockSize), formatSize(smallestVolume())));
    if (dblockSize / 2 < blocksize)
        return wrong("VolumeSizeTooSmall",
                     u"--dblock-size is %1 and --blocksize %2. A volume must hold at least two "
                     u"blocks."_s.arg(formatSize(dblockSize), formatSize(blocksize)));
    return {};
}

Result<> checkTogether(const OptionSet &given)
{
    if (given.isSet("passphrase") && given.secret("passphrase").empty() &&
        !given.boolean("no-encryption") && given.word("encryption-module") != "none")
        return wrong("EmptyPassphrase", u"The passphrase is empty. Give one, or use "
                                        u"--no-encryption to store everything in the open."_s);
    if (given.word("snapshot-policy") == "Required")
        return fail(ErrorCode::Unsupported, "SnapshotFailed",
                    u"--snapshot-policy=Required: this version cannot make snapshots, so the "
                    u"backup would not be what you asked for. Allowed: Off, Auto, On."_s);
    if (given.isSet("time") && given.time("time") && !given.versions("version").empty())
        return wrong("OptionValidationError",
                     u"--time and --version both choose a version. Use one of them."_s);
    if (given.boolean("quiet") && given.boolean("verbose"))
        return wrong("OptionValidationError",
                     u"--quiet and --verbose contradict each other. Use one of them."_s);
    for (const std::string &name : given.names()) {
        const OptionSpec *spec = findOption(name);
        if (spec && spec->type == OptionType::Duration && given.duration(name).count() < 0)
            return wrong("OptionValidationError",
                         u"--%1=%2 is not a valid value. Allowed: a length of time that is not "
                         u"negative."_s.arg(toQString(name), displayText(given.text(name))));
    }
    CAIRN_TRY(checkPlaceholder(given));
    return checkRestoreModes(given);
}

Result<> checkJob(const JobOptions &job)
{
    CAIRN_TRY(checkPrefix(job.storage.prefix));
    CAIRN_TRY(checkVolumeSize(job.storage.dblockSize, job.storage.blocksize));
    const RetentionOptions &retention = job.retention;
    if ((retention.keepVersions > 0) + retention.keepTime.has_value() + !retention.policy.empty() >
        1)
        return wrong("MultipleRetentionOptionsNotSupported",
                     u"Only one of --keep-versions, --keep-time and --retention-policy can be "
                     u"used."_s);
    if (job.restore.blockCacheBytes < job.storage.blocksize)
        return wrong("OptionValidationError",
                     u"--restore-cache-max is %1 and --blocksize %2. The cache must hold at least "
                     u"one block."_s.arg(formatSize(job.restore.blockCacheBytes),
                                         formatSize(job.storage.blocksize)));
    return {};
}

Result<> checkReportPlaces(const ReportOptions &reports)
{
    CAIRN_TRY(
        checkAddresses(reports.mail.servers, "send-mail-url", {"smtp"_L1, "smtps"_L1, "tls"_L1}));
    CAIRN_TRY(checkAddresses(reports.http.formUrls, "send-http-form-urls or --send-http-url",
                             {"http"_L1, "https"_L1}));
    return checkAddresses(reports.http.jsonUrls, "send-http-json-urls or --send-http-url",
                          {"http"_L1, "https"_L1});
}

Result<> checkKeepTime(const Keep &keep)
{
    if (keep.kind != Keep::Kind::Time)
        return {};
    CAIRN_LET(time, parseTime("keep-time", keep.value));
    if (time.fixedLength() >= kShortestKeep)
        return {};
    return wrong("JOB_OPTION", u"--keep-time=%1 would drop a version as soon as it is there. "
                               u"Allowed: 5 minutes and more."_s.arg(toQString(keep.value)));
}

} // namespace cairn
