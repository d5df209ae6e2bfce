// SPDX-License-Identifier: MIT
#pragma once

#include "core/base/file_layer.h"

#include <functional>
#include <map>
#include <mutex>
#include <optional>

namespace cairn::test {

// A file layer that fails on request and counts what is asked of it (reliability.md §8.3).
// Thread-safe. Calls are numbered from 0.
class FaultyFileLayer final : public FileLayer
{
public:
    Result<> before(FileOp op, const FilePath &path, std::uint64_t bytes) override;
    void after(FileOp op, const FilePath &path) override;

    // The n-th call from now on, of any kind or of one kind.
    void failCall(std::uint64_t n, ErrorCode code = ErrorCode::Io);
    void failCall(FileOp op, std::uint64_t n, ErrorCode code = ErrorCode::Io);
    // Only calls on paths that contain this text count for failCall() and the disk; "" for all.
    void watchOnly(std::string pathPart);
    // Writes fail with NoSpace once `bytes` more were written; nullopt: never.
    void fillDiskAfter(std::optional<std::uint64_t> bytes);
    // Called before (after) each operation of this kind, outside any lock; may change files.
    void onBefore(FileOp op, std::function<void(const FilePath &)> callback);
    void onAfter(FileOp op, std::function<void(const FilePath &)> callback);

    [[nodiscard]] bool hasFailed() const; // since the last reset
    [[nodiscard]] std::uint64_t calls() const;
    [[nodiscard]] std::uint64_t calls(FileOp op) const;
    [[nodiscard]] std::uint64_t bytesWritten() const;
    void reset(); // no fault, counts at 0

private:
    struct Failure
    {
        std::uint64_t call = 0;
        ErrorCode code = ErrorCode::Io;
    };
    struct State
    {
        std::optional<Failure> failure;
        std::map<FileOp, Failure> failureOf;
        std::optional<std::uint64_t> room;
        std::string watched;
        std::map<FileOp, std::function<void(const FilePath &)>> onBefore;
        std::map<FileOp, std::function<void(const FilePath &)>> onAfter;
        std::map<FileOp, std::uint64_t> counts; // watched calls
        std::uint64_t count = 0;
        std::uint64_t written = 0;
        bool failed = false;
    };
    [[nodiscard]] std::optional<ErrorCode> verdict(FileOp op, std::uint64_t bytes);

    mutable std::mutex m_mutex;
    State m_state;
};

} // namespace cairn::test
