// SPDX-License-Identifier: MIT
#include "backends/local/file_copy.h"

#include "core/base/text.h"

#include <cerrno>
#include <fcntl.h>
#include <unistd.h>

namespace cairn {

namespace {
constexpr std::size_t kPieceBytes = 1024 * 1024; // when nobody watches
}

Result<std::uint64_t> copyFile(const File &from, File &to, TransferGate *gate,
                               const CancelToken &cancel)
{
    CAIRN_LET(size, from.size());
    Buffer buffer;
    std::uint64_t done = 0;
    while (true) {
        CAIRN_TRY(cancel.checkAbort());
        buffer.resize(gate ? gate->pieceBytes() : kPieceBytes);
        CAIRN_LET(got, from.readAt(done, buffer.span()));
        if (got == 0)
            break;
        CAIRN_TRY(to.writeAt(done, buffer.view().first(got)));
        done += got;
        if (gate)
            CAIRN_TRY(gate->passed(got, cancel));
    }
    if (done != size)
        return fail(ErrorCode::Corrupt,
                    QStringLiteral("%1 changed its size from %2 to %3 bytes while it was copied")
                        .arg(from.path().display())
                        .arg(size)
                        .arg(done));
    return done;
}

Result<bool> linkFile(FileLayer &files, const FilePath &from, const FilePath &to)
{
    CAIRN_TRY(files.before(FileOp::Create, to));
    if (::linkat(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), 0) == 0)
        return true;
    if (errno == EEXIST)
        return fail(errnoError(errno, QStringLiteral("creating ") % to.display()));
    return false;
}

} // namespace cairn
