// SPDX-License-Identifier: MIT
#include "core/engine/error_id.h"

namespace cairn {

using namespace Qt::StringLiterals;

QString errorId(const Error &error)
{
    if (!error.id.isEmpty())
        return error.id;
    switch (error.code) {
    case ErrorCode::Cancelled:
        return u"Cancelled"_s;
    case ErrorCode::NotFound:
        return u"NotFound"_s;
    case ErrorCode::AlreadyExists:
        return u"AlreadyExists"_s;
    case ErrorCode::AccessDenied:
        return u"AccessDenied"_s;
    case ErrorCode::ReadOnly:
        return u"ReadOnly"_s;
    case ErrorCode::NoSpace:
        return u"NotEnoughDestinationSpace"_s;
    case ErrorCode::Io:
        return u"InputOutputError"_s;
    case ErrorCode::Corrupt:
        return u"DataIsDamaged"_s;
    case ErrorCode::WrongPassphrase:
        return u"PassphraseMismatch"_s;
    case ErrorCode::MissingPassphrase:
        return u"MissingPassphrase"_s;
    case ErrorCode::Unsupported:
        return u"NotSupported"_s;
    case ErrorCode::InvalidArgument:
        return u"OptionValidationError"_s;
    case ErrorCode::InUse:
        return u"DatabaseInUse"_s;
    case ErrorCode::Stale:
        return u"RemoteFilesNewerThanLocalDatabase"_s;
    case ErrorCode::NeedsRepair:
        return u"DatabaseIsInRepairState"_s;
    case ErrorCode::Changed:
        return u"SourceChanged"_s;
    case ErrorCode::Transient:
    case ErrorCode::Throttled:
        return u"DestinationUnavailable"_s;
    case ErrorCode::Auth:
        return u"CredentialsRefused"_s;
    case ErrorCode::Internal:
        return u"InternalError"_s;
    }
    return u"InternalError"_s;
}

} // namespace cairn
