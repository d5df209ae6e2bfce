// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/byte_stream.h"
#include "core/base/cancel_token.h"
#include "core/base/digest.h"
#include "core/base/file_layer.h"

#include <memory>

namespace cairn {

// Sources that keep what they read from: memory, or a temporary file that goes with the last
// reader.
[[nodiscard]] std::shared_ptr<const ByteSource> ownMemory(Buffer bytes);
[[nodiscard]] Result<std::shared_ptr<const ByteSource>> ownFile(FileLayer &files, TempFile temp);

// The hash over a whole source, in bounded memory.
[[nodiscard]] Result<Digest> hashOfSource(const ByteSource &source, HashAlgorithm algorithm,
                                          const CancelToken &cancel);

} // namespace cairn
