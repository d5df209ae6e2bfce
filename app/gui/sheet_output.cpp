// SPDX-License-Identifier: MIT
#include "app/gui/sheet_output.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileDialog>
#include <QPrintDialog>
#include <QPrinter>

#include <memory>

namespace cairn::gui {

using namespace Qt::StringLiterals;

namespace {

struct Output
{
    Q_DECLARE_TR_FUNCTIONS(cairn::gui::SheetOutput)
};

// The page, painted here, is written by another thread: a folder may be far away.
void saveAs(EngineProxy &engine, QWidget *parent, const QString &path, const QByteArray &page,
            const std::function<void(bool, const QString &)> &done)
{
    auto *wait = new QObject(parent);
    QObject::connect(&engine, &EngineProxy::fileSaved, wait,
                     [wait, path, done, id = engine.saveFile(path, page)](RequestId saved,
                                                                          const QString &problem) {
                         if (saved != id)
                             return;
                         wait->deleteLater();
                         done(problem.isEmpty(),
                              problem.isEmpty() ? Output::tr("Saved as %1.").arg(path) : problem);
                     });
}

} // namespace

void saveSheet(EngineProxy &engine, QWidget *parent, const RecoverySheet &sheet,
               const std::function<void(bool, const QString &)> &done)
{
    auto *dialog = new QFileDialog(parent, Output::tr("Save the recovery sheet"), QDir::homePath(),
                                   Output::tr("PDF (*.pdf)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(u"pdf"_s);
    dialog->selectFile(Output::tr("Recovery sheet of %1.pdf").arg(sheet.job.name));
    QObject::connect(dialog, &QFileDialog::fileSelected, parent,
                     [&engine, parent, sheet, done](const QString &path) {
                         saveAs(engine, parent, path, sheet.pdf(), done);
                     });
    dialog->open();
}

void printSheet(QWidget *parent, const RecoverySheet &sheet, const std::function<void()> &printed)
{
    const auto printer = std::make_shared<QPrinter>(QPrinter::HighResolution);
    auto *dialog = new QPrintDialog(printer.get(), parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    // The printer goes with the connection, after the dialog that uses it.
    QObject::connect(dialog, &QPrintDialog::finished, parent,
                     [sheet, printer, printed](int result) {
                         if (result != QDialog::Accepted)
                             return;
                         sheet.paint(*printer);
                         printed();
                     });
    dialog->open();
}

} // namespace cairn::gui
