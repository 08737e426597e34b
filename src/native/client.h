// taipan-native as the other programs see it: started when a source asks for machine code, once for
// many modules.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "src/native/protocol.h"
#include "taipan/compiler.h"

namespace taipan::native {

/// The environment variable that names the program; empty: there is none.
inline constexpr const char* kVariable = "TAIPAN_NATIVE";

/// Path of the program: what the variable names, else beside this program, else in
/// ../libexec/taipan. Empty when there is none.
std::string findProgram();

/// Whether all that is wrong with a source is that machine code is asked for.
bool needsNative(const CompileResult& result);

/// Compiles by the program. May be called by several threads; each has a process of its own while
/// it compiles.
class Client {
  public:
    explicit Client(std::string program);
    ~Client();
    Client(const Client&) = delete;
    Client& operator=(const Client&) = delete;

    /// What the program makes of a source that `ours` found to need it. Where it cannot be started,
    /// is of another version, ends or sends what is no answer, that is said in place of our errors,
    /// and, as with errors of its own, what it was to make code of is left in a file.
    CompileResult compile(std::string_view source, const CompileOptions& options,
                          CompileResult ours);
    /// Text of a stage, or diagnostics. `hasBegun`: whether there was somebody to ask.
    Answer ask(Want want, std::string_view source, const CompileOptions& options,
               std::string& wrong, bool* hasBegun = nullptr);
    const std::string& program() const { return program_; }

  private:
    struct Process;
    struct Pool;
    std::unique_ptr<Process> start(std::string& wrong);

    const std::string program_;
    std::unique_ptr<Pool> pool_;
};

} // namespace taipan::native
