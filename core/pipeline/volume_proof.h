// SPDX-License-Identifier: MIT
#pragma once

#include "core/format/zip_reader.h"
#include "core/pipeline/block_packer.h"

#include <atomic>
#include <future>

namespace cairn {

// Reads a sealed dblock back from disk whole: decrypts, unpacks and hashes each entry, and compares
// with what its rows will say (R9). A difference is an error of this machine, so nothing is put.
// All cores share one volume: near the end of a run there is nothing else for them to do.
class VolumeProof final
{
public:
    // All arguments outlive the proof.
    VolumeProof(const RunEnvironment &environment, const JobSettings &settings,
                const FilledVolume &filled);

    // Goes on in threads of its own; reads the database only before it returns.
    Result<> start(JobDatabase &job);
    Result<> wait(); // for the verdict; success if nothing was started

private:
    struct Expected
    {
        std::size_t entry; // of the archive
        const BlockRow *block;
    };
    Result<> open();
    Result<> match();
    Result<> proveSome();
    Result<> proveOne(const Expected &expected, Buffer &content, ExtractScratch &scratch) const;

    const RunEnvironment &m_environment;
    const JobSettings &m_settings;
    const FilledVolume &m_filled;
    std::vector<BlockRow> m_moved; // rows of blocks that are in the database already
    std::unique_ptr<VolumeArchive> m_archive;
    std::vector<Expected> m_expected;
    std::size_t m_share = 1; // entries that a thread takes at a time
    std::atomic<std::size_t> m_next{0};
    std::vector<std::future<Result<>>> m_threads; // last: they end before what they use
};

// Hash, cipher and compression against known answers, before the first write of a run (R9).
Result<> selfTest(const RunEnvironment &environment);

} // namespace cairn
