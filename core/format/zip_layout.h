// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>

// The fixed parts of a zip archive (PKWARE APPNOTE 6.3), shared by reader and writer.
namespace cairn::zip {

inline constexpr std::uint32_t kLocalSignature = 0x04034b50;
inline constexpr std::uint32_t kCentralSignature = 0x02014b50;
inline constexpr std::uint32_t kEndSignature = 0x06054b50;
inline constexpr std::uint32_t kEnd64Signature = 0x06064b50;
inline constexpr std::uint32_t kLocator64Signature = 0x07064b50;
inline constexpr std::uint32_t kDescriptorSignature = 0x08074b50;

inline constexpr std::size_t kLocalSize = 30;
inline constexpr std::size_t kCentralSize = 46;
inline constexpr std::size_t kEndSize = 22;
inline constexpr std::size_t kEnd64Size = 56;
inline constexpr std::size_t kLocator64Size = 20;

inline constexpr std::uint16_t kFlagEncrypted = 1;
inline constexpr std::uint16_t kFlagDescriptor = 1 << 3;
inline constexpr std::uint16_t kFlagUtf8 = 1 << 11;

inline constexpr std::uint16_t kZip64Extra = 1;
inline constexpr std::uint16_t kFull16 = 0xffff; // "see the Zip64 field"
inline constexpr std::uint32_t kFull32 = 0xffffffff;

inline constexpr std::uint16_t kVersionPlain = 20; // needed to extract: deflate
inline constexpr std::uint16_t kVersionZip64 = 45;

} // namespace cairn::zip
