// SPDX-License-Identifier: MIT
// Runs a fuzz target over given files and folders, as they are and changed in ways that a fixed
// seed decides: the part of fuzzing that any compiler can do, in each run of the tests.
//   replay_TARGET ROUNDS PATH...     ROUNDS: changed copies of each file
#include "tests/fuzz/fuzz_target.h"

#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QStringList>

#include <random>
#include <vector>

namespace {

using Bytes = std::vector<std::uint8_t>;

void run(const Bytes &input)
{
    // Exactly as long as it says, so that the sanitizer sees a read behind the end.
    const std::vector<std::uint8_t> copy(input);
    LLVMFuzzerTestOneInput(copy.data(), copy.size());
}

void change(Bytes &input, std::mt19937 &random)
{
    const auto below = [&random](std::size_t limit) {
        return random() % std::max<std::size_t>(limit, 1);
    };
    for (std::size_t left = 1 + below(4); left > 0; --left) {
        const std::size_t at = below(input.size());
        const auto place = input.begin() + static_cast<std::ptrdiff_t>(at);
        switch (random() % 5) {
        case 0:
            if (!input.empty())
                input[at] ^= static_cast<std::uint8_t>(1U << (random() % 8));
            break;
        case 1:
            if (!input.empty())
                input[at] = static_cast<std::uint8_t>(random());
            break;
        case 2: // a piece out
            input.erase(place, place + static_cast<std::ptrdiff_t>(
                                           below(std::min<std::size_t>(input.size() - at, 64))));
            break;
        case 3: { // a piece twice
            const Bytes piece(place, place + static_cast<std::ptrdiff_t>(below(
                                                 std::min<std::size_t>(input.size() - at, 64))));
            input.insert(place, piece.begin(), piece.end());
            break;
        }
        default:
            if (random() % 4 == 0)
                input.resize(at);
            else
                input.insert(place, static_cast<std::uint8_t>(random() % 2 == 0 ? 0xff : 0));
        }
    }
}

QStringList filesOf(const QString &path)
{
    if (QFileInfo(path).isFile())
        return {path};
    QStringList files;
    QDirIterator entries(path, QDir::Files);
    while (entries.hasNext())
        files << entries.next();
    files.sort();
    return files;
}

} // namespace

int main(int argc, char **argv)
{
    if (argc < 3)
        return 2;
    const int rounds = std::atoi(argv[1]);
    int inputs = 0;
    run({});
    for (int i = 2; i < argc; ++i) {
        for (const QString &path : filesOf(QString::fromLocal8Bit(argv[i]))) {
            QFile file(path);
            if (!file.open(QIODevice::ReadOnly))
                return 2;
            const QByteArray content = file.readAll();
            std::printf("%s\n", qPrintable(path)); // the last one named is the one that crashed
            std::fflush(stdout);
            const Bytes seed(content.begin(), content.end());
            run(seed);
            std::mt19937 random(20240102);
            for (int round = 0; round < rounds; ++round) {
                Bytes input = seed;
                change(input, random);
                run(input);
            }
            ++inputs;
        }
    }
    return inputs == 0 ? 2 : 0; // no corpus is a fault of the set-up
}
