// What taipan-native and the programs that start it say to each other, over one socket.
//
// A message is its size, four bytes, lowest first, and that many bytes. The first of each side says
// which version speaks; then comes a job a message, and an answer to each. Both sides are of one
// build, so that a version that differs is an error and nothing is kept compatible.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "taipan/compiler.h"

namespace taipan::native {

inline constexpr size_t kMaxMessage = size_t{1} << 31;

/// What both sides begin with: who they are, the version, that of LLVM, the options that a job has.
std::string greeting();

/// What is wanted: the file, or a stage of what is made on the way as text.
enum class Want : uint8_t { File, Llvm, Asm };

struct Job {
    Want want = Want::File;
    CompileOptions options;
    std::string source;
};

struct Answer {
    CompileResult result;
    std::string text; // of the stage
};

std::string encode(Want want, const CompileOptions& options, std::string_view source);
std::optional<Job> decodeJob(std::string_view message);
std::string encode(const Answer& answer);
/// Nothing when the message is none that encode() makes.
std::optional<Answer> decodeAnswer(std::string_view message);

/// Sends and receives over a socket. False, or nothing, when the other side is gone, or what it
/// sends is no message.
bool send(int socket, std::string_view message);
std::optional<std::string> receive(int socket);

} // namespace taipan::native
