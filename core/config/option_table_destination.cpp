// SPDX-License-Identifier: MIT
// Options of the storage backends (backends.md). None has an effect yet: the local folder needs
// none.
#include "core/config/option_table_parts.h"

namespace cairn::table {

namespace {

constexpr auto kDestination = OptionCategory::Destination;

constexpr auto kCommon = acceptedGroup(
    kDestination, use::All, "",
    {
        text("auth-username", "",
             "The user name at the destination. Also taken from the "
             "environment, AUTH_USERNAME."),
        secret("auth-password", "The password there. Also taken from AUTH_PASSWORD."),
        secret("authid", "The ticket of Duplicati's login service."),
        text("oauth-url", "", "The address of the login service."),
        flag("use-ssl", "Encrypts the connection."),
        flag("accept-any-ssl-certificate", "Accepts every certificate. Unsafe."),
        text("accept-specified-ssl-hash", "", "Accepts a certificate by its hash."),
        flag("ignore-revocation-failure", "Accepts a certificate whose revocation cannot be "
                                          "checked."),
        span("short-timeout", "30s", "How long small requests may take."),
        span("list-timeout", "10m", "How long a listing may take."),
        text("allowed-ssl-versions", "", "Which versions of TLS to use."),
        flag("disable-expect100-continue", "Sends data without asking first."),
        flag("disable-nagling", "Sends small packets at once."),
        flag("http-enable-buffering", "Keeps requests in memory."),
        span("http-operation-timeout", "", "How long a request may take."),
        span("http-readwrite-timeout", "", "How long a transfer may stand still."),
        flag("integrated-authentication", "Uses the login of this computer."),
        flag("disable-upload-verify", "Does not check the size of what was sent."),
    });

constexpr auto kFile = acceptedGroup(
    kDestination, use::All, "file",
    {
        paths("alternate-target-paths", "More folders that may be the destination."),
        text("alternate-destination-marker", "",
             "A file that tells the destination from other "
             "folders."),
        flag("use-move-for-put", "Moves volumes into the folder."),
        flag("disable-length-verification", "Does not check the size of written volumes."),
        flag("disable-filename-sanitation", "Takes names as they are."),
        flag("force-smb-authentication", "Windows: logs in anew."),
    });

constexpr auto kFtp = acceptedGroup(
    kDestination, use::All, "ftp aftp",
    {
        text("ftp-encryption-mode", "None", "Whether and how the connection is encrypted."),
        text("ftp-data-connection-type", "AutoPassive", "How data connections are made."),
        text("ftp-ssl-protocols", "None", "Which versions of TLS to use."),
        span("ftp-upload-delay", "0s", "How long to wait after an upload before looking at it."),
        flag("ftp-absolute-path", "The path begins at the server's root."),
        flag("ftp-use-cwd-names", "Changes into the folder first."),
        flag("ftp-log-to-console", "Shows what is sent and received."),
        flag("ftp-log-privateinfo-to-console", "Shows names and passwords too."),
        flag("ftp-log-diagnostics", "Logs what is sent and received."),
        flag("ignore-pureftpd-limit-issue", "Does not warn of servers that cut listings short."),
        deprecated(flag("ftp-passive", "Uses passive connections.")),
        deprecated(flag("ftp-regular", "Uses active connections.")),
        text("aftp-encryption-mode", "None", "Whether and how the connection is encrypted."),
        text("aftp-data-connection-type", "AutoPassive", "How data connections are made."),
        text("aftp-ssl-protocols", "None", "Which versions of TLS to use."),
        span("aftp-upload-delay", "0s", "How long to wait after an upload before looking at it."),
        flag("aftp-relative-path", "The path begins at the login folder."),
        flag("aftp-use-cwd-names", "Changes into the folder first."),
        flag("aftp-log-to-console", "Shows what is sent and received."),
        flag("aftp-log-privateinfo-to-console", "Shows names and passwords too."),
        flag("aftp-log-diagnostics", "Logs what is sent and received."),
    });

constexpr auto kSsh = acceptedGroup(
    kDestination, use::All, "ssh",
    {
        path("ssh-keyfile", "The file with the private key."),
        secret("ssh-key", "The private key itself."),
        text("ssh-fingerprint", "", "The fingerprint that the server must have."),
        flag("ssh-accept-any-fingerprints", "Accepts every server. Unsafe."),
        flag("ssh-disable-agent", "Does not ask the key agent."),
        span("ssh-keepalive", "0s", "How often to send a sign of life."),
        deprecated(span("ssh-operation-timeout", "0s", "How long an operation may take.")),
        flag("ssh-relative-path", "The path begins at the login folder."),
    });

constexpr auto kWebdav =
    acceptedGroup(kDestination, use::All, "webdav",
                  {
                      flag("force-digest-authentication", "Logs in by digest alone."),
                      flag("use-extended-propfind", "Asks for all properties."),
                      flag("use-legacy-parsing", "Reads listings leniently."),
                      path("debug-propfind-file", "Writes listings into this file."),
                  });

constexpr auto kS3 = acceptedGroup(
    kDestination, use::All, "s3 e2",
    {
        alias("aws_access_key_id", text("aws-access-key-id", "", "The access key.")),
        alias("aws_secret_access_key", secret("aws-secret-access-key", "The secret key.")),
        text("access_key_id", "", "IDrive e2: the access key."),
        secret("access_key_secret", "IDrive e2: the secret key."),
        text("s3-server-name", "s3.amazonaws.com", "The server."),
        text("s3-location-constraint", "", "The region to make a bucket in."),
        text("s3-authentication-region", "", "The region that requests are signed for."),
        text("s3-storage-class", "", "The storage class of new volumes."),
        text("s3-client", "aws", "Which library to use."),
        flag("s3-disable-chunk-encoding", "Sends data in one piece; Cairn always does."),
        flag("s3-disable-payload-signing", "Does not sign the data."),
        alias("list-api-version", text("s3-list-api-version", "v1", "How listings are asked for.")),
        flag("s3-recursive-list", "Lists sub-folders too."),
        text("s3-archive-classes", "", "Storage classes that cannot be read at once."),
        text("s3-lock-mode", "governance", "How volumes are protected from deletion."),
        text("s3-ext-*", "", "Settings of a library that Cairn does not use."),
        deprecated(flag("s3-use-rrs", "Uses reduced redundancy.")),
        deprecated(flag("s3-eu-buckets", "Makes buckets in Europe.")),
    });

constexpr auto kAzure = acceptedGroup(
    kDestination, use::All, "azure",
    {
        alias("azure_account_name", text("azure-account-name", "", "The storage account.")),
        alias("azure_access_key", secret("azure-access-key", "Its key.")),
        alias("azure_blob_container_name", text("azure-blob-container-name", "", "The container.")),
        secret("azure-access-sas-token", "A shared access signature."),
        text("azure-access-tier", "", "The access tier of new volumes."),
        text("azure-archive-classes", "Cold,Archive", "Tiers that cannot be read at once."),
        number("azure-internal-retries", "3", "0", "",
               "How often a failed request is tried "
               "again."),
        text("azure-blob-immutability-policy-mode", "", "How volumes are protected from deletion."),
    });

constexpr auto kB2 = acceptedGroup(
    kDestination, use::All, "b2",
    {
        text("b2-accountid", "", "The key's id."),
        secret("b2-applicationkey", "The application key."),
        text("b2-create-bucket-type", "allPrivate", "The type of a new bucket."),
        number("b2-page-size", "500", "1", "", "How many names a page of a listing holds."),
        text("b2-download-url", "", "Where to fetch from."),
        text("b2-lock-mode", "governance", "How volumes are protected from deletion."),
    });

constexpr auto kGoogle = acceptedGroup(
    kDestination, use::All, "gcs googledrive",
    {
        text("gcs-project", "", "The project of a new bucket."),
        text("gcs-location", "", "The place of a new bucket."),
        text("gcs-storage-class", "", "The storage class of a new bucket."),
        secret("gcs-service-account-json", "The key of a service account."),
        path("gcs-service-account-file", "The file with that key."),
        text("gcs-retention-policy-mode", "", "How volumes are protected from deletion."),
        text("googledrive-teamdrive-id", "", "The shared drive."),
        deprecated(flag("googledrive-disable-teamdrive", "Ignores shared drives.")),
    });

constexpr auto kMicrosoft = acceptedGroup(
    kDestination, use::All, "onedrivev2 sharepoint msgroup od4b mssp",
    {
        text("drive-id", "", "The drive."),
        text("site-id", "", "The site."),
        text("group-id", "", "The group."),
        text("group-email", "", "The group's address."),
        size("fragment-size", "10mb", "mb", "The size of the pieces of an upload."),
        number("fragment-retry-count", "5", "0", "", "How often a piece is tried again."),
        number("fragment-retry-delay", "1000", "0", "", "How long to wait before, milliseconds."),
        flag("use-http-client", "Uses another library."),
        flag("delete-to-recycler", "Moves deleted volumes to the recycle bin."),
        flag("binary-direct-mode", "Uploads in another way."),
        span("web-timeout", "", "How long a request may take."),
        size("chunk-size", "", "mb", "The size of the pieces of an upload."),
    });

constexpr auto kJottacloud = acceptedGroup(
    kDestination, use::All, "jottacloud",
    {
        text("jottacloud-device", "", "The device to store at."),
        text("jottacloud-mountpoint", "", "The mount point there."),
        number("jottacloud-threads", "4", "1", "", "How many pieces are fetched at a time."),
        size("jottacloud-chunksize", "5mb", "mb", "The size of the pieces."),
    });

constexpr auto kOpenstack = acceptedGroup(
    kDestination, use::All, "openstack cloudfiles",
    {
        text("openstack-authuri", "", "The address of the login service."),
        text("openstack-version", "", "Its version."),
        text("openstack-tenant-name", "", "The project."),
        text("openstack-domain-name", "", "The domain."),
        secret("openstack-apikey", "The key."),
        text("openstack-region", "", "The region."),
        text("cloudfiles-username", "", "The user name."),
        secret("cloudfiles-accesskey", "The key."),
        flag("cloudfiles-uk-account", "The account is a British one."),
        text("cloudfiles-authentication-url", "", "The address of the login service."),
    });

constexpr auto kOthers = acceptedGroup(
    kDestination, use::All, "",
    {
        text("rclone-local-repository", "local", "rclone: the name for this computer."),
        text("rclone-remote-repository", "", "rclone: the name of the remote."),
        text("rclone-remote-path", "", "rclone: the folder there."),
        text("rclone-option", "", "rclone: more arguments."),
        path("rclone-executable", "rclone: where the program is."),
        secret("sia-password", "Sia: the password."),
        text("sia-targetpath", "", "Sia: the folder."),
        text("sia-redundancy", "1.5", "Sia: how often data is stored."),
        text("storj-auth-method", "API key", "Storj: how to log in."),
        text("storj-satellite", "", "Storj: the satellite."),
        secret("storj-api-key", "Storj: the key."),
        secret("storj-secret", "Storj: the encryption passphrase."),
        secret("storj-shared-access", "Storj: the access grant."),
        text("storj-bucket", "duplicati", "Storj: the bucket."),
        text("storj-folder", "", "Storj: the folder."),
        text("cos-app-id", "", "Tencent: the account."),
        text("cos-region", "", "Tencent: the region."),
        text("cos-secret-id", "", "Tencent: the key's id."),
        secret("cos-secret-key", "Tencent: the key."),
        text("cos-bucket", "", "Tencent: the bucket."),
        text("cos-storage-class", "", "Tencent: the storage class of new volumes."),
        flag("box-delete-from-trash", "Box: empties the trash after a deletion."),
        alias("auth-two-factor-code",
              secret("auth-two-factor-key", "Mega: the secret of the second factor.")),
        alias("oss-bucket", text("oss-bucket-name", "", "Aliyun: the bucket.")),
        text("oss-endpoint", "", "Aliyun: the server."),
        text("oss-access-key-id", "", "Aliyun: the key's id."),
        secret("oss-access-key-secret", "Aliyun: the key."),
        text("auth-domain", "", "SMB: the domain."),
        text("transport", "directtcp", "SMB: how to connect."),
        number("read-buffer-size", "", "0", "", "SMB: bytes to read at once."),
        number("write-buffer-size", "", "0", "", "SMB: bytes to write at once."),
        secret("api-key", "Filen: the key."),
        secret("api-token", "Filejump and Drime: the token."),
        secret("password", "Movistar Cloud: the password."),
        secret("duplicati-auth-apikey", "Duplicati's own storage: the key."),
    });

constexpr Specs kTables[] = {kCommon, kFile,   kFtp,       kSsh,        kWebdav,    kS3,    kAzure,
                             kB2,     kGoogle, kMicrosoft, kJottacloud, kOpenstack, kOthers};

} // namespace

std::span<const Specs> destinationTables()
{
    return kTables;
}

} // namespace cairn::table
