// SPDX-License-Identifier: MIT
#include "core/operations/volume_damage.h"

#include <string_view>

namespace cairn {

bool isOfDatabase(const Error &error)
{
    return error.id == QLatin1String("DatabaseIsDamaged");
}

namespace {

// A volume that policy or settings refuse may be as sound as it was: that is not damage.
bool isDamage(const Error &error)
{
    return error.code == ErrorCode::Corrupt && !isOfDatabase(error) &&
           error.id != QLatin1String("MixedEncryption") &&
           error.id != QLatin1String("ManifestMismatch");
}

} // namespace

Result<OpenVolume> openRow(VolumeOpener &opener, const VolumeRow &row)
{
    Result<OpenVolume> volume = opener.open(row.name, row.size, row.hash);
    if (volume || !isDamage(volume.error()))
        return volume;
    return opener.open(row.name, row.size, row.hash);
}

std::optional<VolumeState> provenState(VolumeOpener &opener, const VolumeRow &row,
                                       const Error &error, const CancelToken &cancel)
{
    if (isDamage(error))
        return VolumeState::Damaged;
    if (error.code != ErrorCode::NotFound)
        return std::nullopt;
    const Result<RemoteFile> seen = opener.backend().stat(row.name, cancel);
    if (!seen && seen.error().code == ErrorCode::NotFound)
        return VolumeState::Missing;
    return std::nullopt;
}

Result<> recordState(JobDatabase &job, const VolumeRow &row, VolumeState state)
{
    CAIRN_LET(transaction, Transaction::begin(job.database()));
    if (row.state == VolumeState::Missing && state == VolumeState::Verified)
        CAIRN_TRY(job.volumes.setState(row.id, VolumeState::Confirmed)); // it turned up again
    CAIRN_TRY(job.volumes.setState(row.id, state));
    if (row.kind == VolumeKind::Dblock && isUsable(row.state) != isUsable(state))
        CAIRN_TRY(isUsable(state) ? job.blocks.adoptCopies(row.id)
                                  : job.blocks.moveToCopies(row.id));
    return transaction.commit();
}

} // namespace cairn
