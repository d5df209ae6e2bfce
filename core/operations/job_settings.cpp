// SPDX-License-Identifier: MIT
#include "core/operations/job_settings.h"

#include "core/base/text.h"
#include "core/format/aescrypt.h"
#include "core/pipeline/volume_opener.h"

#include <algorithm>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

Error mismatch(const char *id, const QString &what)
{
    return {
        ErrorCode::InvalidArgument,
        what % u" Nothing was changed. Leave the option away to go on as this backup was begun, or "
               "start a new backup in an empty folder."_s,
        QString::fromLatin1(id),
        {}};
}

QString nameOf(const std::string &module)
{
    return module.empty() ? u"no encryption"_s : toQString(module);
}

Result<> checkEncryption(const StorageOptions &storage, const JobSettings &settings,
                         SettingsUse use)
{
    // Who gives a passphrase expects what is stored from now on to be encrypted. Where nothing new
    // is stored it harms nobody: it may be in the environment for other backups.
    if (use == SettingsUse::AddVersion && settings.encryption.empty() &&
        !storage.passphrase.empty())
        return fail(
            ErrorCode::InvalidArgument, "PassphraseAdditionNotSupported",
            u"A passphrase was given, but this backup was begun without encryption and cannot "
            u"change. Nothing was changed. Take the passphrase away (an option, or PASSPHRASE in "
            u"the environment) or say --no-encryption to go on without encryption. For an "
            u"encrypted backup start a new one in an empty folder."_s);
    if (storage.encryptionModuleGiven && storage.encryptionModule != settings.encryption) {
        const char *id = settings.encryption.empty()        ? "PassphraseAdditionNotSupported"
                         : storage.encryptionModule.empty() ? "PassphraseRemovalNotSupported"
                                                            : "ParameterChangeNotSupported";
        return fail(
            mismatch(id, u"This backup was begun with %1 and cannot go on with %2."_s.arg(
                             nameOf(settings.encryption), nameOf(storage.encryptionModule))));
    }
    // gpg to a public key needs none.
    if (settings.encryption == "aes" && storage.passphrase.empty())
        return fail(ErrorCode::MissingPassphrase, "MissingPassphrase",
                    u"The backup is encrypted and no passphrase was given. Nothing was changed."_s);
    return {};
}

} // namespace

Result<JobSettings> newJobSettings(const JobOptions &options, std::int64_t sourceBytes)
{
    const StorageOptions &storage = options.storage;
    JobSettings settings;
    settings.prefix = storage.prefix;
    settings.blocksize =
        storage.blocksize > 0 ? storage.blocksize : automaticBlocksize(sourceBytes);
    settings.blockHash = storage.blockHash;
    settings.fileHash = storage.fileHash;
    settings.blockHashName = hashName(storage.blockHash);
    settings.fileHashName = hashName(storage.fileHash);
    settings.compression = "zip";
    settings.encryption = storage.encryptionModule;
    CAIRN_TRY(checkVolumeSize(storage.dblockSize, settings.blocksize));
    if (settings.encryption == "aes" && storage.passphrase.empty())
        return fail(ErrorCode::MissingPassphrase, "MissingPassphrase",
                    u"A new backup is encrypted, and no passphrase was given. Give one, or say "
                    "--no-encryption if the backup shall not be encrypted."_s);
    return settings;
}

namespace {

Result<> checkWritable(const StorageOptions &storage, const JobSettings &settings)
{
    if (settings.separator != '/')
        return fail(
            ErrorCode::Unsupported, "CrossOsDatabaseReuseNotSupported",
            u"This backup was made on Windows. Its files can be restored here, but a new version "
            "cannot be added to it. Start a new backup in an empty folder."_s);
    if (settings.compression != "zip")
        return fail(
            ErrorCode::Unsupported, "ParameterChangeNotSupported",
            u"The volumes of this backup are '%1' archives, which this program reads but does not "
            "write, and a backup must not mix them. Nothing was changed. Restore, list, test and "
            "delete work; for new versions start a new backup in an empty folder."_s.arg(
                toQString(settings.compression)));
    if (storage.blocksizeGiven && storage.blocksize > 0 && storage.blocksize != settings.blocksize)
        return fail(mismatch("BlockSizeChangeNotSupported",
                             u"This backup has a block size of %1 bytes; --blocksize asks for %2."_s
                                 .arg(settings.blocksize)
                                 .arg(storage.blocksize)));
    if ((storage.blockHashGiven && storage.blockHash != settings.blockHash) ||
        (storage.fileHashGiven && storage.fileHash != settings.fileHash))
        return fail(mismatch(
            "ParameterChangeNotSupported",
            u"This backup uses %1 for blocks and %2 for files; other hashes were asked for."_s.arg(
                toQString(settings.blockHashName), toQString(settings.fileHashName))));
    return checkVolumeSize(storage.dblockSize, settings.blocksize);
}

} // namespace

Result<> checkSettings(const JobOptions &options, const JobSettings &settings, SettingsUse use)
{
    if (settings.partial && use != SettingsUse::Read)
        return fail(
            ErrorCode::NeedsRepair, "DatabaseIsPartiallyRecreated",
            u"The local database knows only a part of this backup. Run 'recreate' to rebuild it "
            "whole; until then files can be restored, but nothing can be changed."_s);
    if (use == SettingsUse::AddVersion)
        CAIRN_TRY(checkWritable(options.storage, settings));
    return checkEncryption(options.storage, settings, use);
}

namespace {

// Those that an answer may be asked of: the lists, the newest first, then indexes, then data.
Result<std::vector<VolumeRow>> usableVolumes(JobDatabase &job)
{
    CAIRN_LET(rows, job.volumes.all());
    std::erase_if(rows, [](const VolumeRow &row) { return !isUsable(row.state); });
    const auto isList = [](const VolumeRow &row) { return row.kind == VolumeKind::Dlist; };
    const auto others = std::stable_partition(rows.begin(), rows.end(), isList);
    std::ranges::sort(rows.begin(), others, std::ranges::greater(), &VolumeRow::name);
    std::stable_partition(others, rows.end(),
                          [](const VolumeRow &row) { return row.kind == VolumeKind::Dindex; });
    return std::move(rows);
}

// An error if the volume does not open: WrongPassphrase, or one that says nothing about it.
Result<> openWithPassphrase(const RunEnvironment &environment, const JobSettings &settings,
                            Backend &backend, const VolumeRow &row)
{
    const std::optional<FilePath> local = backend.localPath(row.name);
    if (settings.encryption != "aes" || !local) {
        CAIRN_LET(own, environment.openBackend());
        VolumeOpener opener(environment, std::move(own), settings);
        return opener.open(row.name, row.size, row.hash).map([](const OpenVolume &) {});
    }
    constexpr std::size_t kHeader = 64 << 10;
    CAIRN_LET(file, environment.files.open(*local, OpenMode::Read));
    Buffer header(kHeader);
    CAIRN_LET(got, file.read(header.span()));
    return checkAesCryptHeader(header.view().first(got), environment.options.storage.passphrase)
        .map([](const AesCryptInfo &) {})
        .map_error([](const Error &error) {
            if (error.code != ErrorCode::WrongPassphrase)
                return error;
            return Error{
                ErrorCode::WrongPassphrase,
                u"The passphrase is not the one this backup was made with. Nothing was changed. "
                "The passphrase of a backup cannot be changed."_s,
                u"PassphraseMismatch"_s,
                {}};
        });
}

} // namespace

Result<> checkPassphrase(const RunEnvironment &environment, JobDatabase &job,
                         const JobSettings &settings, Backend &backend)
{
    constexpr int kWitnesses = 3;
    constexpr int kTries = 20;
    if (settings.encryption.empty())
        return {};
    CAIRN_LET(volumes, usableVolumes(job));
    std::optional<Error> wrong;
    int against = 0;
    int tries = 0;
    for (const VolumeRow &row : volumes) {
        const Result<> opened = openWithPassphrase(environment, settings, backend, row);
        if (opened || opened.error().code == ErrorCode::MissingPassphrase)
            return opened;
        if (opened.error().code == ErrorCode::WrongPassphrase) {
            if (!wrong)
                wrong = opened.error();
            ++against;
        }
        if (against == kWitnesses || ++tries == kTries)
            break;
    }
    if (wrong)
        return fail(*wrong);
    return {};
}

} // namespace cairn
