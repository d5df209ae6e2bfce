// SPDX-License-Identifier: MIT
#include "app/cli/program.h"
#include "app/shared/report/curl_report_sender.h"
#include "backends/local/local_backend.h"
#include "core/base/clock.h"
#include "core/base/file_layer.h"
#include "core/base/heap.h"
#include "core/config/settings_database.h"
#include "core/secrets/combined_store.h"
#include "core/secrets/keychain_store.h"
#include "core/secrets/sealed_file_store.h"

namespace {

// The key store with the sealed file behind it.
class Secrets final : public cairn::SecretStore
{
public:
    Secrets(cairn::FileLayer &files, const cairn::FilePath &settings, const cairn::FilePath &state)
        : m_file(files, cairn::systemRandom(), settings, state)
    {
    }
    cairn::Result<cairn::Secret> read(const cairn::SecretName &name) override
    {
        return m_both.read(name);
    }
    cairn::Result<> write(const cairn::SecretName &name, const cairn::Secret &secret) override
    {
        return m_both.write(name, secret);
    }
    cairn::Result<> remove(const cairn::SecretName &name) override { return m_both.remove(name); }
    cairn::Result<> setUnattended(const std::vector<cairn::SecretName> &names,
                                  bool isUnattended) override
    {
        return m_both.setUnattended(names, isUnattended);
    }

private:
    cairn::KeychainStore m_keychain;
    cairn::SealedFileStore m_file;
    cairn::CombinedStore m_both{m_keychain, m_file};
};

std::unique_ptr<cairn::SecretStore> openSecrets(cairn::FileLayer &files)
{
    const auto settings = cairn::defaultSettingsFolder();
    const auto state = cairn::defaultStateFolder();
    if (!settings || !state)
        return nullptr;
    return std::make_unique<Secrets>(files, *settings, *state);
}

} // namespace

int main(int argc, char **argv)
{
    cairn::shareHeaps();
    cairn::FileLayer files;
    cairn::BackendRegistry backends;
    cairn::registerLocalBackend(backends);
    cairn::CurlReportSender reports(cairn::systemClock(), cairn::systemRandom());
    const cairn::cli::World world{files,
                                  cairn::systemClock(),
                                  cairn::systemRandom(),
                                  backends,
                                  [&files] { return openSecrets(files); },
                                  &reports};
    const auto count = static_cast<std::size_t>(argc > 0 ? argc - 1 : 0);
    return cairn::cli::runProgram(world, {argv + 1, count});
}
