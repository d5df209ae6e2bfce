// SPDX-License-Identifier: MIT
#include "core/engine/database_copy.h"

namespace cairn {

namespace {

Result<> copyFile(FileLayer &files, const FilePath &from, const FilePath &to)
{
    constexpr std::size_t kPiece = 1 << 20;
    CAIRN_LET(source, files.open(from, OpenMode::Read));
    CAIRN_LET(target, files.open(to, OpenMode::CreateExclusive));
    Buffer piece(kPiece);
    for (;;) {
        CAIRN_LET(length, source.read(piece.span()));
        if (length == 0)
            return target.close();
        CAIRN_TRY(target.write(piece.view().first(length)));
    }
}

} // namespace

Result<> copyDatabase(FileLayer &files, const FilePath &from, const FilePath &to)
{
    for (const char *ending : {"-wal", "-journal"}) { // of a run that was killed
        const FilePath log(from.bytes() + ending);
        if (files.exists(log))
            CAIRN_TRY(copyFile(files, log, FilePath(to.bytes() + ending)));
    }
    return copyFile(files, from, to);
}

} // namespace cairn
