<?php
// Takes one upload a request and tells in its answer what arrived. The form is read by PHP itself.
$file = $_FILES['file'];
header('Content-Type: application/json');
header('Trace-Id: ' . hash_file('sha256', $file['tmp_name']));
echo json_encode([
    'file' => ['file_id' => $file['size'], 'bytes' => $file['size'], 'created_at' => 1, 'filename' => $file['name'], 'purpose' => $_POST['purpose']],
    'base_resp' => ['status_code' => 0],
]);
