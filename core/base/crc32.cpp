// SPDX-License-Identifier: MIT
#include "core/base/crc32.h"

#if defined(CAIRN_HAVE_ISAL)
#include <isa-l.h>
#elif defined(CAIRN_HAVE_LIBDEFLATE)
#include <libdeflate.h>
#else
#include <zlib.h>
#endif

namespace cairn {

std::uint32_t crc32Of(ByteView bytes, std::uint32_t seed)
{
#if defined(CAIRN_HAVE_ISAL)
    return crc32_gzip_refl(seed, bytes.data(), bytes.size()); // 50 GB/s, zlib 4
#elif defined(CAIRN_HAVE_LIBDEFLATE)
    return libdeflate_crc32(seed, bytes.data(), bytes.size());
#else
    return static_cast<std::uint32_t>(crc32_z(seed, bytes.data(), bytes.size()));
#endif
}

} // namespace cairn
