// SPDX-License-Identifier: MIT
#include "core/engine/export_file.h"

#include "core/format/aescrypt.h"

namespace cairn {

Result<> writeExport(FileLayer &files, Random &random, const FilePath &path,
                     const std::string &text, const Secret &password)
{
    if (password.empty())
        return files.writeAtomically(path, asBytes(text));
    BufferSink sealed;
    AesCryptWriter writer(sealed, password, random);
    CAIRN_TRY(writer.write(asBytes(text)));
    CAIRN_TRY(writer.finish());
    return files.writeAtomically(path, sealed.buffer());
}

} // namespace cairn
