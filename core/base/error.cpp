// SPDX-License-Identifier: MIT
#include "core/base/error.h"

#include <cerrno>
#include <cstring>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

ErrorCode codeOf(int errnoValue)
{
    switch (errnoValue) {
    case ENOENT:
    case ENOTDIR:
    case ELOOP: // links that lead to each other lead nowhere
        return ErrorCode::NotFound;
    case EEXIST:
    case ENOTEMPTY:
        return ErrorCode::AlreadyExists;
    case EACCES:
    case EPERM:
        return ErrorCode::AccessDenied;
    case EROFS:
        return ErrorCode::ReadOnly;
    case ENOSPC:
    case EDQUOT:
        return ErrorCode::NoSpace;
    case EINTR:
    case EAGAIN:
    case ETIMEDOUT:
        return ErrorCode::Transient;
    default: // EFBIG too: of one file, and the next may have room
        return ErrorCode::Io;
    }
}

// The C library's text in English: what is stored or logged must not depend on the locale (R24).
QString textOf(int errnoValue)
{
    const char *text = strerrordesc_np(errnoValue);
    return text ? QString::fromLatin1(text) : u"error %1"_s.arg(errnoValue);
}

} // namespace

Error Error::during(const QString &what) &&
{
    message = what % u": "_s % message;
    return std::move(*this);
}

Error Error::withId(const char *stableId) &&
{
    id = QString::fromLatin1(stableId);
    return std::move(*this);
}

Error errnoError(int errnoValue, const QString &what)
{
    return {codeOf(errnoValue), what % u": "_s % textOf(errnoValue), {}, {}};
}

} // namespace cairn
